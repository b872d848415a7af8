import { onMounted, ref, watch } from 'vue'
import type { Audience, AudienceCount } from '~/components/campaigns/types'
import { sendJson } from '~/components/crm/lists/json'

/** How many an audience reaches, asked again a moment after each change. */
export function useReach(
  campaignId: string,
  given: () => { audience: Audience; topicId: string | null }
) {
  const count = ref<AudienceCount | null>(null)
  const isCounting = ref(false)
  const hasFailed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function ask() {
    const mine = ++asked
    isCounting.value = true
    const answer = await sendJson<{ count: AudienceCount | null }>(
      'POST',
      `/admin/campaigns/${campaignId}/counts`,
      given()
    )
    if (mine !== asked) return
    isCounting.value = false
    count.value = answer.ok ? answer.data.count : null
    hasFailed.value = count.value === null
  }

  watch(
    given,
    () => {
      clearTimeout(timer)
      timer = setTimeout(ask, 400)
    },
    { deep: true }
  )
  onMounted(ask)
  return { count, isCounting, hasFailed }
}

import { onBeforeUnmount, ref, watch } from 'vue'
import { getJson } from '~/components/crm/lists/json'

type Suggestion = { id: string; name: string }

/** Companies whose domain fits what is typed, looked up when typing pauses. Null asks for nothing. */
export function useSuggestedCompany(query: () => Record<string, string> | null) {
  const found = ref<Suggestion | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  watch(query, (given) => {
    clearTimeout(timer)
    const mine = ++asked
    timer = setTimeout(async () => {
      const answer = given
        ? await getJson<{ companies: Suggestion[] }>(
            `/admin/company_suggestions?${new URLSearchParams(given)}`
          )
        : null
      if (mine === asked) found.value = answer?.companies[0] ?? null
    }, 300)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return found
}

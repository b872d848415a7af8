import { computed, reactive, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useAutosave } from '~/components/courses/editor/use_autosave'
import type { Draft } from '~/components/campaigns/types'

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** Fields of a draft that people change; each is saved a moment after its last change. */
const FIELDS = [
  'name',
  'topicId',
  'audience',
  'senderId',
  'replyTo',
  'subject',
  'preheader',
  'format',
  'source',
  'project',
  'utm',
  'tracksOpens',
  'tracksClicks',
  'scheduleKind',
  'startsAt',
  'perHour',
  'uncertainPolicy',
  'testOf',
  'testPercent',
  'holdoutPercent',
  'testWinner',
  'testHours',
  'isPublic',
  'variants',
] as const

/** A campaign as it is being written, saved as it is written. */
export function useDraft(given: () => Draft, mayUpdate: () => boolean) {
  const draft: Draft = reactive(copy(given()))
  const stamp = ref(0)
  const isLocked = computed(() => !mayUpdate() || given().state !== 'draft')
  const { state, errors, save } = useAutosave({
    url: () => `/admin/campaigns/${given().id}`,
    fields: () => Object.fromEntries(FIELDS.map((field) => [field, draft[field]])),
    enabled: () => !isLocked.value,
    saved: () => {
      stamp.value++
      router.reload({ only: ['findings', 'campaign', 'names'] })
    },
  })
  watch(
    () => given().state,
    (now) => (draft.state = now)
  )
  /** The server has written the content: a template was chosen. */
  function take() {
    const { format, source, project, subject, preheader, variants } = copy(given())
    Object.assign(draft, { format, source, project, subject, preheader, variants })
    stamp.value++
  }
  return { draft, state, errors, save, stamp, isLocked, take }
}

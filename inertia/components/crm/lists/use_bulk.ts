import { computed, onBeforeUnmount, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useToast } from '@nuxt/ui/composables/useToast'
import { sendJson } from '~/components/crm/lists/json'
import { type Action, type Entity, NOUNS, WORKING } from '~/components/crm/lists/types'
import { useLive } from '~/composables/use_live'
import { useShared } from '~/composables/use_shared'

const RESOURCES: Record<Entity, string> = { contact: 'contacts', company: 'companies' }
/** Progress is told per batch; asking twice a second is enough to see it move. */
const CALM_MS = 500

/** Bulk actions on a list while its page is open: their progress, their end with a way back. */
export function useBulk(entity: Entity, actions: () => Action[], ended: () => void) {
  const { organization } = useShared().shared.value
  const toast = useToast()
  /** What was begun here, with the state that it had before. */
  const begun = new Map<string, string | null>()
  let waiting: ReturnType<typeof setTimeout> | undefined

  const reload = () => router.reload({ only: ['actions'] })
  /** Says when an action that began, or is taken back, here has ended. */
  function follow(id: string, before: string | null = null) {
    begun.set(id, before)
    reload()
  }
  function calmly() {
    waiting ??= setTimeout(() => {
      waiting = undefined
      reload()
    }, CALM_MS)
  }

  async function undo(action: Action) {
    const answer = await sendJson('POST', `/admin/bulk-actions/${action.id}/undo`)
    if (answer.ok) follow(action.id, action.state)
    else toast.add({ title: answer.message, color: 'error', icon: 'i-lucide-circle-alert' })
  }

  function tell(action: Action) {
    if (action.state === 'failed') return tellFault(action)
    const count = action.state === 'undone' ? action.done : action.changed
    const [one, many] = NOUNS[entity]
    toast.add({
      title: action.state === 'undone' ? `Taken back: ${action.label}` : action.label,
      description: `${action.state === 'undone' ? 'For' : 'Changed'} ${count.toLocaleString('en')} ${count === 1 ? one : many}`,
      icon: 'i-lucide-circle-check',
      color: 'success',
      duration: 12_000,
      actions: wayBack(action),
    })
  }

  /** Stays until it is read: what was done half way is for somebody to decide. */
  function tellFault(action: Action) {
    toast.add({
      title: action.label,
      description: `${sayProgress(action, entity)}.`,
      icon: 'i-lucide-circle-alert',
      color: 'error',
      duration: 0,
      actions: wayBack(action, action.isHalfUndone ? 'Undo the rest' : 'Undo what was done'),
    })
  }

  function wayBack(action: Action, label = 'Undo') {
    const onClick = () => void undo(action)
    return action.isUndoable
      ? [{ label, color: 'neutral' as const, variant: 'outline' as const, onClick }]
      : []
  }

  watch(actions, (now, before) => {
    const ends = now.filter(({ id, state }) => {
      if (WORKING.includes(state)) return false
      const had = before.find((one) => one.id === id)
      // A small one may be done before its row is seen for the first time.
      if (had && WORKING.includes(had.state)) return true
      return begun.has(id) && begun.get(id) !== state
    })
    for (const { id } of ends) begun.delete(id)
    for (const action of ends) tell(action)
    if (ends.length > 0) ended()
  })
  onBeforeUnmount(() => clearTimeout(waiting))
  useLive(
    organization ? [`organizations/${organization.id}/${RESOURCES[entity]}/bulk-actions`] : [],
    { changed: calmly, resync: calmly }
  )

  const working = computed(() => actions().filter(({ state }) => WORKING.includes(state)))
  return { working, undo, follow }
}

const number = (count: number) => count.toLocaleString('en')

/** How far an action is, in words. */
export function sayProgress(action: Action, entity: Entity): string {
  const many = (count: number) => `${number(count)} ${NOUNS[entity][count === 1 ? 0 : 1]}`
  switch (action.state) {
    case 'freezing':
      return 'Finding out whom it is for'
    case 'running':
      return `${number(action.done)} of ${many(action.total)}`
    case 'undoing':
      return `Taking back, ${number(action.done)} of ${many(action.changed)}`
    case 'undone':
      return `Taken back for ${many(action.done)}`
    case 'failed':
      return action.isHalfUndone
        ? `Taken back for ${number(action.done)} of ${many(action.changed)}, then stopped by a fault`
        : `Stopped by a fault after ${number(action.done)} of ${many(action.total)}; changed ${number(action.changed)}`
    default:
      return action.changed === action.total
        ? `Changed ${many(action.changed)}`
        : `Changed ${number(action.changed)} of ${many(action.total)}; the others were so already`
  }
}

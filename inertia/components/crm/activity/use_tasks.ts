import { useToast } from '@nuxt/ui/composables/useToast'
import { call } from './call'
import type { TaskRow } from './types'

/** Completing tasks and opening them again, with a way back. `changed` reads the list anew. */
export function useTasks(changed: () => void) {
  const toast = useToast()

  async function toggle(task: TaskRow) {
    const wasDone = task.completedAt !== null
    // Shown at once, taken back when the server says no.
    task.completedAt = wasDone ? null : new Date().toISOString()
    const answer = await call(wasDone ? 'DELETE' : 'POST', `/admin/tasks/${task.id}/completion`)
    if (!answer.ok) {
      task.completedAt = wasDone ? new Date().toISOString() : null
      return void toast.add({ title: answer.error, color: 'error', icon: 'i-lucide-circle-alert' })
    }
    if (!wasDone)
      sayDone(`“${task.title}” is done`, () => reopen(`/admin/tasks/${task.id}/completion`))
    changed()
  }

  /** Completes several at once; resolves to whether that went well. */
  async function completeAll(ids: string[]): Promise<boolean> {
    const answer = await call<{ completed: string[] }>('POST', '/admin/task_completions', { ids })
    if (!answer.ok) {
      toast.add({ title: answer.error, color: 'error', icon: 'i-lucide-circle-alert' })
      return false
    }
    const { completed } = answer.data
    sayDone(
      completed.length === 1 ? 'One task is done' : `${completed.length} tasks are done`,
      completed.length > 0 && (() => reopen('/admin/task_completions', { ids: completed }))
    )
    changed()
    return true
  }

  async function reopen(url: string, body?: unknown) {
    const answer = await call('DELETE', url, body)
    if (!answer.ok) toast.add({ title: answer.error, color: 'error' })
    changed()
  }

  function sayDone(title: string, undo: (() => void) | false) {
    toast.add({
      title,
      color: 'success',
      icon: 'i-lucide-circle-check',
      ...(undo && {
        duration: 12_000,
        actions: [
          {
            label: 'Undo',
            icon: 'i-lucide-undo-2',
            color: 'neutral' as const,
            variant: 'outline' as const,
            onClick: undo,
          },
        ],
      }),
    })
  }

  return { toggle, completeAll }
}

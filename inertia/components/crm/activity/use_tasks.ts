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
    if (!wasDone) sayDone(task)
    changed()
  }

  function sayDone(task: TaskRow) {
    toast.add({
      title: `“${task.title}” is done`,
      color: 'success',
      icon: 'i-lucide-circle-check',
      actions: [
        {
          label: 'Undo',
          color: 'neutral',
          variant: 'outline',
          onClick: async () => {
            await call('DELETE', `/admin/tasks/${task.id}/completion`)
            changed()
          },
        },
      ],
    })
  }

  return { toggle }
}

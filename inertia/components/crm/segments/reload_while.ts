import { onBeforeUnmount, onMounted } from 'vue'
import { router } from '@inertiajs/vue3'

const EVERY_MS = 2000

/**
 * Loads props again while members are gathered: a build may be done before the
 * page listens, and then nobody tells it.
 */
export function reloadWhile(isWaiting: () => boolean, only: string[]) {
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(() => {
      if (isWaiting() && !document.hidden) router.reload({ only })
    }, EVERY_MS)
  })
  onBeforeUnmount(() => clearInterval(timer))
}

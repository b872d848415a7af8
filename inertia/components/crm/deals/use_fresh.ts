import { onBeforeUnmount, onMounted } from 'vue'
import { router } from '@inertiajs/vue3'
import { useLive } from '~/composables/use_live'
import { useShared } from '~/composables/use_shared'

/**
 * Reads a page of deals again when the house tells that something changed:
 * soon, once for many changes, and not while this page is sending something
 * itself, because the answer to that brings what is new (and the one message).
 * `isHeld` puts it off further, e.g. while a card is in somebody's hand.
 */
export function useFresh(
  id: string,
  read: (told: Record<string, unknown>) => void,
  isHeld: () => boolean = () => false
) {
  const { shared } = useShared()
  let visits = 0
  let told: Record<string, unknown> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: (() => void)[] = []

  function look() {
    clearTimeout(timer)
    if (told === null) return
    timer = setTimeout(() => {
      if (told === null || visits > 0 || isHeld()) return
      const last = told
      told = null
      read(last)
    }, 150)
  }
  const hear = (data: unknown) => {
    told = { ...told, ...(data as Record<string, unknown> | null) }
    look()
  }
  useLive([`organizations/${shared.value.organization?.id}/deals/${id}`], {
    changed: hear,
    resync: hear,
  })
  onMounted(() => {
    stop = [
      router.on('start', ({ detail }) => void (detail.visit.async || visits++)),
      router.on('finish', ({ detail }) => {
        if (!detail.visit.async) visits = Math.max(0, visits - 1)
        look()
      }),
    ]
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    stop.forEach((end) => end())
  })
  return { look }
}

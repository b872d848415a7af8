import { onBeforeUnmount, onMounted } from 'vue'
import { router } from '@inertiajs/vue3'
import { useLive } from '~/composables/use_live'
import { useShared } from '~/composables/use_shared'

/** What the house told: of a change, or null where news may have been missed. */
export type News = Record<string, unknown> | null

/**
 * Reads a page of deals again when the house tells that something changed:
 * soon, once for many changes, and not while this page is sending something
 * itself, because the answer to that brings what is new (and the one message).
 * `isHeld` puts it off further, e.g. while a card is in somebody's hand.
 */
export function useFresh(
  id: string,
  read: (news: News[]) => void,
  isHeld: () => boolean = () => false
) {
  const { shared } = useShared()
  let visits = 0
  let news: News[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: (() => void)[] = []

  function look() {
    clearTimeout(timer)
    if (news.length === 0) return
    timer = setTimeout(() => {
      if (news.length === 0 || visits > 0 || isHeld()) return
      const told = news
      news = []
      read(told)
    }, 150)
  }
  function hear(told: News) {
    news.push(told)
    look()
  }
  useLive([`organizations/${shared.value.organization?.id}/deals/${id}`], {
    changed: (message) => hear((message as { data?: News }).data ?? {}),
    resync: () => hear(null),
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

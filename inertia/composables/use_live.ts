import { onBeforeUnmount, onMounted } from 'vue'
import { LiveConnection } from './live_connection'

const connection = new LiveConnection((url) => new EventSource(url))

/**
 * Listens to events of live channels while the component is on the page, over the one connection that
 * all of a page share. The event `resync` comes when messages may have been missed.
 */
export function useLive(channels: string[], events: Record<string, (data: unknown) => void>) {
  let stop = () => {}
  onMounted(() => (stop = connection.listen({ channels, events })))
  onBeforeUnmount(() => stop())
}

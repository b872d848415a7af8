import { onBeforeUnmount, onMounted } from 'vue'

/** Listens to events of live channels while the component is on the page. The browser reconnects by itself. */
export function useLive(channels: string[], events: Record<string, (data: unknown) => void>) {
  let source: EventSource | null = null
  onMounted(() => {
    if (channels.length === 0) return
    source = new EventSource(`/live?channels=${encodeURIComponent(channels.join(','))}`)
    for (const [name, handle] of Object.entries(events)) {
      source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent).data)))
    }
  })
  onBeforeUnmount(() => source?.close())
}

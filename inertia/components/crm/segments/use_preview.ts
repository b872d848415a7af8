import { onBeforeUnmount, ref, type Ref, watch } from 'vue'
import type { Tree } from '~/components/crm/filters/types'
import type { Preview } from '~/components/crm/segments/types'

const PAUSE_MS = 300

/**
 * Asks whom a definition fits, a moment after it last changed; what was asked
 * before is called off. A null tree is not complete and is not asked.
 */
export function usePreview(tree: Ref<Tree | null>) {
  const preview = ref<Preview | null>(null)
  const isAsking = ref(false)
  const problem = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | null = null

  async function ask(definition: Tree) {
    running = new AbortController()
    const mine = running
    const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? ''
    try {
      const answer = await fetch('/admin/segment-counts', {
        method: 'POST',
        body: JSON.stringify({ definition }),
        signal: mine.signal,
        headers: {
          'Accept': 'application/json',
          'Content-Type': 'application/json',
          'X-XSRF-TOKEN': decodeURIComponent(token),
        },
      })
      const body = await answer.json()
      preview.value = answer.ok ? (body as Preview) : null
      problem.value = answer.ok
        ? null
        : (body.errors?.[0]?.message ?? body.detail ?? 'This could not be counted.')
    } catch {
      if (mine.signal.aborted) return
      preview.value = null
      problem.value = 'The server could not be reached.'
    }
    if (running === mine) isAsking.value = false
  }

  function stop() {
    clearTimeout(timer)
    running?.abort()
  }

  watch(
    () => JSON.stringify(tree.value),
    () => {
      stop()
      const definition = tree.value
      isAsking.value = definition !== null
      if (!definition) return
      timer = setTimeout(() => void ask(definition), PAUSE_MS)
    }
  )
  onBeforeUnmount(stop)

  return { preview, isAsking, problem, ask }
}

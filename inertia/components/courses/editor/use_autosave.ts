import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { putJson } from '~/components/courses/editor/put_json'

export type SavedState = 'saved' | 'dirty' | 'saving' | 'failed'

type Fields = Record<string, unknown>

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/**
 * Saves a draft a moment after the last change: what has changed and nothing
 * else. Leaving the page saves first; closing the tab with unsaved work warns.
 */
export function useAutosave(options: {
  url: () => string
  fields: () => Fields
  enabled: () => boolean
  saved?: (changed: Fields) => void
}) {
  const state = ref<SavedState>('saved')
  const errors = ref<Record<string, string>>({})
  let stored = copy(options.fields())
  let timer: ReturnType<typeof setTimeout> | undefined

  const changes = (): Fields =>
    Object.fromEntries(
      Object.entries(copy(options.fields())).filter(
        ([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key])
      )
    )
  const isDirty = () => Object.keys(changes()).length > 0

  async function save(): Promise<void> {
    clearTimeout(timer)
    if (!options.enabled() || state.value === 'saving') return
    const changed = changes()
    if (!isDirty()) {
      state.value = 'saved'
      return
    }
    state.value = 'saving'
    const answer = await putJson(options.url(), changed)
    errors.value = answer.errors
    state.value = answer.ok ? 'saved' : 'failed'
    if (!answer.ok) return
    stored = { ...stored, ...changed }
    options.saved?.(changed)
    if (isDirty()) later()
  }

  function later() {
    if (!options.enabled()) return
    if (state.value !== 'saving') state.value = 'dirty'
    clearTimeout(timer)
    timer = setTimeout(save, 1200)
  }

  function onKey(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return
    event.preventDefault()
    void save()
  }

  function onUnload(event: BeforeUnloadEvent) {
    if (isDirty()) event.preventDefault()
  }

  let stopGuard: (() => void) | undefined

  onMounted(() => {
    window.addEventListener('beforeunload', onUnload)
    window.addEventListener('keydown', onKey)
    stopGuard = router.on('before', ({ detail: { visit } }) => {
      if (visit.method !== 'get' || visit.prefetch || !isDirty()) return
      if (state.value === 'failed') return window.confirm('Leave without saving what you changed?')
      void save()
    })
  })

  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('beforeunload', onUnload)
    window.removeEventListener('keydown', onKey)
    stopGuard?.()
  })

  watch(options.fields, () => isDirty() && later(), { deep: true })

  return { state, errors, save }
}

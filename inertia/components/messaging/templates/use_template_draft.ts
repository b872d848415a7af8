import { onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { call } from '~/components/crm/activity/call'
import type { Template, Writing } from './types'

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/**
 * The writing of a template: kept on the server as a draft a moment after the last change, and made the version in
 * use by publish(). Somebody else's changes are never written over.
 */
export function useTemplateDraft(
  template: Template,
  given: Writing,
  options: { enabled: boolean; beforeSave?: () => Promise<void> }
) {
  const writing = reactive<Writing>(copy(given))
  const state = ref<'saved' | 'dirty' | 'saving' | 'failed'>('saved')
  const problem = ref<string | null>(null)
  const version = ref(template.version)
  const hasDraft = ref(template.draftAt !== null)
  const isPublishing = ref(false)
  /** Somebody else wrote: saving stops until the page is opened again. */
  const isBehind = ref(false)
  let revision = template.revision
  let stored = JSON.stringify(writing)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<unknown> = Promise.resolve()

  const isDirty = () => JSON.stringify(writing) !== stored
  const url = `/admin/templates/${template.id}`

  /** One request after the other. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = running.then(act)
    running = next.catch(() => {})
    return next
  }

  const save = () =>
    inTurn(async () => {
      clearTimeout(timer)
      if (!options.enabled || isBehind.value || !isDirty()) return
      state.value = 'saving'
      const sent = JSON.stringify(writing)
      const answer = await call<{ revision: number }>('PUT', `${url}/draft`, {
        ...JSON.parse(sent),
        revision,
      })
      if (!answer.ok) return failed(answer)
      revision = answer.data.revision
      stored = sent
      hasDraft.value = true
      problem.value = null
      state.value = isDirty() ? 'dirty' : 'saved'
      if (isDirty()) later()
    })

  /** Makes what was written the version in use; true when it went well. */
  async function publish(): Promise<boolean> {
    if (!options.enabled || isPublishing.value) return false
    isPublishing.value = true
    try {
      await options.beforeSave?.()
      await save()
      if (isBehind.value) return false
      return await inTurn(async () => {
        const sent = JSON.stringify(writing)
        const answer = await call<{ version: number; revision: number }>(
          'POST',
          `${url}/versions`,
          JSON.parse(sent)
        )
        if (!answer.ok) {
          failed(answer)
          return false
        }
        ;({ revision } = answer.data)
        version.value = answer.data.version
        stored = sent
        hasDraft.value = false
        problem.value = null
        state.value = isDirty() ? 'dirty' : 'saved'
        return true
      })
    } finally {
      isPublishing.value = false
    }
  }

  function failed({ status, error }: { status: number; error: string }) {
    isBehind.value = status === 409
    problem.value = error
    state.value = 'failed'
    if (status === 0) timer = setTimeout(() => void save(), 10_000)
  }

  function later() {
    if (!options.enabled || isBehind.value) return
    if (state.value !== 'saving') state.value = 'dirty'
    clearTimeout(timer)
    timer = setTimeout(() => void save(), 1200)
  }

  const onUnload = (event: BeforeUnloadEvent) => {
    if (options.enabled && isDirty()) event.preventDefault()
  }
  let stopGuard: (() => void) | undefined
  onMounted(() => {
    window.addEventListener('beforeunload', onUnload)
    stopGuard = router.on('before', ({ detail: { visit } }) => {
      if (visit.method !== 'get' || visit.prefetch || !options.enabled || !isDirty()) return
      if (state.value === 'failed') return window.confirm('Leave without saving what you changed?')
      void save()
    })
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('beforeunload', onUnload)
    stopGuard?.()
  })
  watch(writing, () => isDirty() && later(), { deep: true })

  return { writing, state, problem, version, hasDraft, isPublishing, isBehind, save, publish }
}

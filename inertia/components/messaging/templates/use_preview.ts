import { onBeforeUnmount, ref, watch } from 'vue'
import { call } from '~/components/crm/activity/call'
import type { Finding, Preview, Reader, Writing } from './types'

type LinkAnswer = { url: string; state: 'alive' | 'dead' | 'unsure'; status: number | null }

/**
 * What a writing looks like to a reader, asked a moment after the last change and only while somebody looks. Links
 * are asked for in the background, each once.
 */
export function usePreview(
  templateId: string,
  writing: Writing,
  { isShown, asksLinks }: { isShown: () => boolean; asksLinks: boolean }
) {
  const preview = ref<Preview | null>(null)
  const reader = ref<Reader | null>(null)
  const isLoading = ref(false)
  const problem = ref<string | null>(null)
  const links = ref(new Map<string, LinkAnswer>())
  const isAsking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load() {
    clearTimeout(timer)
    const own = ++turn
    isLoading.value = true
    const { project: _, ...rest } = writing
    const answer = await call<Preview>('POST', `/admin/templates/${templateId}/preview`, {
      ...rest,
      contactId: reader.value?.id ?? null,
    })
    if (own !== turn) return
    isLoading.value = false
    problem.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    preview.value = answer.data
    if (asksLinks) void askLinks(answer.data.links)
  }

  async function askLinks(urls: string[]) {
    const fresh = urls.filter((url) => !links.value.has(url))
    if (fresh.length === 0 || isAsking.value) return
    isAsking.value = true
    const answer = await call<{ links: LinkAnswer[] }>('POST', '/admin/templates/link-checks', {
      urls: fresh,
    })
    isAsking.value = false
    if (!answer.ok) return
    for (const link of answer.data.links) links.value.set(link.url, link)
    links.value = new Map(links.value)
  }

  const findings = (): Finding[] => [
    ...(preview.value?.links ?? []).flatMap((url) => {
      const link = links.value.get(url)
      if (link?.state !== 'dead') return []
      return {
        code: 'dead_link',
        severity: 'error' as const,
        title: link.status ? `A link answers with ${link.status}` : 'A link leads to no server',
        advice: 'Correct the address, or take the link off.',
        excerpt: url,
      }
    }),
    ...(preview.value?.findings ?? []),
  ]

  watch(
    () => [
      writing.subject,
      writing.preheader,
      writing.source,
      writing.text,
      reader.value?.id,
      isShown(),
    ],
    () => {
      if (!isShown()) return
      clearTimeout(timer)
      timer = setTimeout(() => void load(), preview.value ? 450 : 0)
    },
    { immediate: typeof window !== 'undefined' }
  )
  onBeforeUnmount(() => clearTimeout(timer))

  return { preview, reader, isLoading, isAsking, problem, findings, load }
}

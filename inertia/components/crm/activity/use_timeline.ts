import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { useLive } from '~/composables/use_live'
import { useShared } from '~/composables/use_shared'
import { call } from './call'
import type { NoteRow, Target, TimelineLine } from './types'

type Page = {
  lines: TimelineLine[]
  next: string | null
  pinned: NoteRow[]
  groups: { key: string; label: string }[]
}

const KINDS = { contact: 'contacts', company: 'companies', deal: 'deals' }

/** A record's timeline: filtered, page by page, and fresh when the house tells of something new. */
export function useTimeline(target: Target) {
  const { shared } = useShared()
  const lines = ref<TimelineLine[]>([])
  const pinned = ref<NoteRow[]>([])
  const groups = ref<Page['groups']>([])
  const next = ref<string | null>(null)
  const group = ref<string | null>(null)
  const error = ref('')
  const isLoading = ref(true)
  /** Asked for last: answers to earlier questions are dropped. */
  let asked = 0

  const address = (cursor: string | null) => {
    const query = new URLSearchParams()
    if (group.value) query.set('group', group.value)
    if (cursor) query.set('cursor', cursor)
    return `/admin/timeline/${target.type}/${target.id}${query.size ? `?${query}` : ''}`
  }

  async function read(cursor: string | null): Promise<Page | null> {
    const turn = ++asked
    isLoading.value = true
    const answer = await call<Page>('GET', address(cursor))
    if (turn !== asked) return null
    isLoading.value = false
    error.value = answer.ok ? '' : answer.error
    return answer.ok ? answer.data : null
  }

  async function begin() {
    const page = await read(null)
    if (!page) return
    groups.value = page.groups
    lines.value = page.lines
    pinned.value = page.pinned
    next.value = page.next
  }

  async function more() {
    if (!next.value || isLoading.value) return
    const page = await read(next.value)
    if (!page) return
    const known = new Set(lines.value.map(({ id }) => id))
    lines.value = [...lines.value, ...page.lines.filter(({ id }) => !known.has(id))]
    next.value = page.next
  }

  /** Puts what is new on top, and leaves what was read further down. */
  async function refresh() {
    if (isLoading.value) return
    const page = await read(null)
    if (!page) return
    const fresh = new Map(page.lines.map((line) => [line.id, line]))
    const kept = lines.value.filter(({ id }) => !fresh.has(id))
    const isConnected = kept.length < lines.value.length || lines.value.length === 0
    if (!isConnected) next.value = page.next
    lines.value = isConnected ? [...page.lines, ...kept] : page.lines
    pinned.value = page.pinned
  }

  function changeNote(note: NoteRow) {
    for (const line of lines.value) if (line.note?.id === note.id) line.note = note
    pinned.value = pinned.value.filter(({ id }) => id !== note.id)
    if (note.isPinned) pinned.value.unshift(note)
  }

  function dropNote(id: string) {
    for (const line of lines.value) {
      if (line.note?.id === id) Object.assign(line, { note: null, detail: 'It was deleted.' })
    }
    pinned.value = pinned.value.filter((note) => note.id !== id)
  }

  const { organization } = shared.value
  const channel = organization
    ? [`organizations/${organization.id}/${KINDS[target.type]}/${target.id}`]
    : []
  useLive(channel, { timeline: () => void refresh(), resync: () => void refresh() })
  // Where no live connection stands, the page's own act still shows.
  let later: ReturnType<typeof setTimeout>
  const refreshSoon = () => {
    clearTimeout(later)
    later = setTimeout(() => void refresh(), 1200)
  }
  onBeforeUnmount(() => clearTimeout(later))
  onMounted(async () => {
    await begin()
    // A link to a note came before its note.
    await nextTick()
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  })
  watch(group, begin)

  const zone = computed(() => shared.value.user?.timeZone)
  return {
    lines,
    pinned,
    groups,
    next,
    group,
    error,
    isLoading,
    zone,
    begin,
    more,
    refreshSoon,
    changeNote,
    dropNote,
  }
}

import { computed, onMounted, shallowRef } from 'vue'
import { getJson } from '~/components/crm/lists/json'
import { type Entity, PATHS } from '~/components/crm/lists/types'

/** Records of a list in its order, as far as they were seen, and the list's address without its page. */
type Trail = { query: string; ids: string[]; next: string | null; previous: string | null }
type Page = Pick<Trail, 'ids' | 'next' | 'previous'>
type Neighbours = { previous: string | null; next: string | null }

const keyOf = (entity: Entity) => `warren:trail:${entity}`

/** Remembers the page of a list that this tab shows, so that a record's page can go through the list. */
export function layTrail(entity: Entity, address: string, page: Page) {
  keep(entity, { query: address.split('?')[1] ?? '', ...page })
}

/**
 * The neighbours of a record in the list that one came from, across its pages, and the way
 * back to it; without such a list the usual neighbours, which the server knows.
 */
export function useTrail(entity: Entity, id: string, usual: () => Neighbours) {
  const trail = shallowRef<Trail | null>(null)

  onMounted(async () => {
    const kept = read(entity)
    const at = kept?.ids.indexOf(id) ?? -1
    if (!kept || at < 0) return
    trail.value = kept
    if (at === 0 && kept.previous) await lengthen('previous', kept.previous)
    if (at === kept.ids.length - 1 && kept.next) await lengthen('next', kept.next)
  })

  async function lengthen(to: 'previous' | 'next', cursor: string) {
    const query = new URLSearchParams(trail.value!.query)
    query.set('cursor', cursor)
    const page = await getJson<Page>(`${PATHS[entity]}/pages?${query}`)
    const had = trail.value
    if (!page || !had) return
    const more = page.ids.filter((one) => !had.ids.includes(one))
    trail.value =
      to === 'next'
        ? { ...had, ids: [...had.ids, ...more], next: page.next }
        : { ...had, ids: [...more, ...had.ids], previous: page.previous }
    keep(entity, trail.value)
  }

  const neighbours = computed<Neighbours>(() => {
    if (!trail.value) return usual()
    const { ids } = trail.value
    const at = ids.indexOf(id)
    return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
  })
  const list = computed(() =>
    trail.value?.query ? `${PATHS[entity]}?${trail.value.query}` : PATHS[entity]
  )
  return { neighbours, list }
}

function read(entity: Entity): Trail | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(entity)) ?? 'null') as Trail | null
  } catch {
    return null
  }
}

/** A browser that keeps nothing has the usual neighbours. */
function keep(entity: Entity, trail: Trail) {
  try {
    sessionStorage.setItem(keyOf(entity), JSON.stringify(trail))
  } catch {
    // Its store is closed or full.
  }
}

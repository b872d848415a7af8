import { computed, ref, watch } from 'vue'
import type { Row } from '~/components/crm/lists/types'

/** Which rows are chosen: some, across pages, or all that match. */
export function useSelection(rows: () => Row[]) {
  const chosen = ref(new Set<string>())
  const isEverything = ref(false)
  let last: string | null = null

  const onPage = computed(() => rows().filter(({ id }) => chosen.value.has(id)).length)
  const pageState = computed<boolean | 'indeterminate'>(() =>
    rows().length > 0 && onPage.value === rows().length
      ? true
      : onPage.value > 0
        ? 'indeterminate'
        : false
  )
  const count = computed(() => chosen.value.size)

  /** With `isRange` everything between this row and the one before takes its state. */
  function toggle(id: string, isRange = false) {
    const next = new Set(chosen.value)
    const isOn = !next.has(id)
    const ids = rows().map((row) => row.id)
    const [a, b] = [ids.indexOf(last ?? id), ids.indexOf(id)].sort((x, y) => x - y)
    const range = isRange && a >= 0 ? ids.slice(a, b + 1) : [id]
    for (const one of range) {
      if (isOn) next.add(one)
      else next.delete(one)
    }
    last = id
    isEverything.value = false
    chosen.value = next
  }

  function togglePage() {
    const next = new Set(chosen.value)
    const isOn = pageState.value !== true
    for (const { id } of rows()) {
      if (isOn) next.add(id)
      else next.delete(id)
    }
    isEverything.value = false
    chosen.value = next
  }

  function clear() {
    chosen.value = new Set()
    isEverything.value = false
    last = null
  }

  watch(isEverything, (all) => {
    if (all) chosen.value = new Set([...chosen.value, ...rows().map(({ id }) => id)])
  })

  return { chosen, isEverything, count, pageState, toggle, togglePage, clear }
}

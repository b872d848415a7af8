import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import type { Row } from '~/components/crm/lists/types'

type Acts = {
  open(row: Row): void
  toggle(row: Row): void
  edit(row: Row): void
  clear(): void
}

/** The keys of a list: j and k or arrows walk, Enter opens, x chooses, e edits, / searches, Escape lets go. */
export function useListKeys(rows: () => Row[], acts: Acts) {
  const current = ref<string | null>(null)

  function move(by: number) {
    const list = rows()
    if (list.length === 0) return
    const at = list.findIndex(({ id }) => id === current.value)
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by
    const row = list[Math.min(Math.max(next, 0), list.length - 1)]
    current.value = row.id
    const element = document.querySelector<HTMLElement>(`[data-row="${row.id}"]`)
    element?.scrollIntoView({ block: 'nearest' })
    element?.focus({ preventScroll: true })
  }

  function press(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
    const target = event.target as HTMLElement
    if (
      target.closest(
        'input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu]'
      )
    )
      return
    const row = rows().find(({ id }) => id === current.value)
    const isOnRow = target === document.body || target.hasAttribute('data-row')
    switch (event.key) {
      case 'j':
        return take(event, () => move(1))
      case 'k':
        return take(event, () => move(-1))
      case 'ArrowDown':
        return isOnRow ? take(event, () => move(1)) : undefined
      case 'ArrowUp':
        return isOnRow ? take(event, () => move(-1)) : undefined
      case 'Enter':
        return row && isOnRow ? take(event, () => acts.open(row)) : undefined
      case 'x':
        return row ? take(event, () => acts.toggle(row)) : undefined
      case 'e':
        return row ? take(event, () => acts.edit(row)) : undefined
      case '/':
        return take(event, () =>
          document.querySelector<HTMLInputElement>('[data-search] input')?.focus()
        )
      case 'Escape':
        return acts.clear()
    }
  }

  function take(event: KeyboardEvent, act: () => void) {
    event.preventDefault()
    act()
  }

  watch(rows, (list) => {
    if (!list.some(({ id }) => id === current.value)) current.value = null
  })
  onMounted(() => document.addEventListener('keydown', press))
  onBeforeUnmount(() => document.removeEventListener('keydown', press))
  return { current }
}

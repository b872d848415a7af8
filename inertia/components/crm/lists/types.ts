import type { ConditionForm, Names, Tree } from '~/components/crm/filters/types'

export type Entity = 'contact' | 'company'
export type Named = { id: string; label: string; color?: string }

/** A column as app/crm/lists/columns.ts has it. */
export type Column = {
  key: string
  label: string
  kind: string
  isEditable: boolean
  isSortable: boolean
  options: { value: string; label: string; color?: string }[]
  source: string | null
  currency: string | null
}

export type Row = {
  id: string
  title: string
  subtitle: string | null
  firstName?: string | null
  lastName?: string | null
  isClient?: boolean
  cells: Record<string, unknown>
}

export type State = {
  q: string | null
  filter: Tree | null
  sort: string
  columns: string[]
  view: string | null
}

export type View = {
  id: string
  name: string
  isShared: boolean
  userId: string
  q: string | null
  filter: unknown
  sort: string | null
  columns: string[] | null
}

export type Total = { count: number; is: 'exact' | 'more' | 'about' }

export type Action = {
  id: string
  label: string
  kind: string
  state: string
  total: number
  done: number
  changed: number
  userId: string | null
  isUndoable: boolean
  /** A fault stopped the way back. */
  isHalfUndone: boolean
  createdAt: string
}

/** Props of the page of a list. */
export type ListProps = {
  list: { rows: Row[]; next: string | null; previous: string | null }
  columns: Column[]
  state: State
  names: Names
  total?: Total
  conditions: ConditionForm[]
  allColumns: Column[]
  defaultColumns: string[]
  views: View[]
  openingView: string | null
  actions: Action[]
  /** `list`: whether people may be put on static lists. */
  can: { create: boolean; update: boolean; delete: boolean; export: boolean; list: boolean }
}

export const PATHS: Record<Entity, string> = {
  contact: '/admin/contacts',
  company: '/admin/companies',
}
export const NOUNS: Record<Entity, [one: string, many: string]> = {
  contact: ['contact', 'contacts'],
  company: ['company', 'companies'],
}

export const WORKING = ['freezing', 'running', 'undoing']

/** "1,204 contacts", "about 340,000 contacts". */
export function sayTotal({ count, is }: Total, entity: Entity): string {
  const [one, many] = NOUNS[entity]
  const words = { exact: '', more: 'more than ', about: 'about ' }[is]
  return `${words}${count.toLocaleString('en')} ${count === 1 && is === 'exact' ? one : many}`
}

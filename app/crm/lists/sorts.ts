import { Refusal } from '#core/http/refusal'
import type { SqlPart } from '#core/registry/segment_conditions'
import type { ListEntity } from '#crm/lists/columns'
import type CustomField from '#crm/models/custom_field'
import { ALWAYS_INDEXED, SORTABLE } from '#crm/models/custom_field/definable'

export type Direction = 'asc' | 'desc'

/** A stretch of a list that one index reads in order. */
export type Phase = {
  /** What a row stands in order by, over alias c (or v, the typed copy of a custom value); null: by id alone. */
  key: string | null
  /** Type of the key, to which a cursor's text is cast. */
  cast: string
  direction: Direction
  /** Rows of this stretch, over alias c. */
  where: SqlPart
  /** Read from field_values: the field, whose rows join as v. */
  fieldId?: string
}

/** An order of a list: `created_at`, `-created_at`, `custom.score`. The stretches follow each other. */
export type Sort = { text: string; key: string; direction: Direction; phases: Phase[] }

const ALL: SqlPart = { sql: 'true', bindings: [] }
/** Ids are UUIDv7: their order is the one in which the records came, and the one of most indexes. */
const asTheyCame = (direction: Direction, where = ALL): Phase => ({
  key: null,
  cast: 'text',
  direction,
  where,
})
const SORTS: Record<ListEntity, Record<string, (direction: Direction) => Phase[]>> = {
  contact: {
    name: (direction) => [{ key: 'c.name_sort', cast: 'text', direction, where: ALL }],
    created_at: (direction) => [asTheyCame(direction)],
    updated_at: (direction) => [
      { key: 'c.updated_at', cast: 'timestamptz', direction, where: ALL },
    ],
    // Who was never seen stands behind the others either way.
    last_seen_at: (direction) => [
      {
        key: 'c.last_seen_at',
        cast: 'timestamptz',
        direction,
        where: { sql: 'c.last_seen_at is not null', bindings: [] },
      },
      asTheyCame(direction, { sql: 'c.last_seen_at is null', bindings: [] }),
    ],
  },
  company: {
    name: (direction) => [{ key: 'c.name_sort', cast: 'text', direction, where: ALL }],
    created_at: (direction) => [asTheyCame(direction)],
  },
}

/** Types by whose values records are put in order; a reference is an id, by which nobody sorts. */
const ORDERED = [...ALWAYS_INDEXED, ...SORTABLE]

/** Names of the orders of a list, but for those by custom fields; each goes with a minus too. */
export function sortNames(entity: ListEntity): string[] {
  return Object.keys(SORTS[entity])
}

/** Whether records can be sorted by a field now. */
export function isOrdered({ indexState, type }: CustomField): boolean {
  return indexState === 'ready' && ORDERED.includes(type)
}

/** Throws Refusal (422) that says why there is no such order. `names` are those without a custom field. */
export function refuseSort(text: string, field: CustomField | undefined, names: string[]): never {
  throw new Refusal(reason(text, field, names), { code: 'E_BAD_SORT', field: 'sort' })
}

function reason(text: string, field: CustomField | undefined, names: string[]): string {
  const key = text.replace(/^-/, '')
  if (!field && key.startsWith('custom.')) {
    return `There is no custom field with the key "${key.slice(7)}" to sort by`
  }
  if (!field) return `Nothing is sorted by "${key}": it is ${names.join(', ')} or custom.<key>`
  const { label, type, indexState } = field
  if (!ORDERED.includes(type)) {
    return `Nothing is sorted by "${label}": its values stand in no order`
  }
  return indexState === 'building'
    ? `"${label}" is being made sortable; try again in a while`
    : `"${label}" is not sortable: it has no index. Make the custom field sortable first`
}

/** Throws Refusal (422) for an order that no index serves. */
export function sortOf(
  entity: ListEntity,
  given: string | null | undefined,
  fields: CustomField[]
): Sort {
  const text = given || '-created_at'
  const direction = text.startsWith('-') ? 'desc' : 'asc'
  const key = text.replace(/^-/, '')
  const field = fields.find((one) => `custom.${one.key}` === key)
  const known = Object.hasOwn(SORTS[entity], key) ? SORTS[entity][key] : null
  const phases = known ? known(direction) : field ? byField(field, direction) : null
  if (!phases) refuseSort(text, field, sortNames(entity))
  return { text, key, direction, phases }
}

/** Records with a value first, by it; then the others, the newest first. */
function byField(field: CustomField, direction: Direction): Phase[] | null {
  if (!isOrdered(field)) return null
  const [column, cast] =
    field.type === 'number' || field.type === 'money'
      ? ['number_value', 'numeric']
      : field.type === 'date'
        ? ['date_value', 'date']
        : ['text_value', 'text']
  return [
    { key: `v.${column}`, cast, direction, where: ALL, fieldId: field.id },
    asTheyCame('desc', {
      sql: `not exists (select 1 from field_values v where v.organization_id = c.organization_id
              and v.field_id = ? and v.record_id = c.id and v.${column} is not null)`,
      bindings: [field.id],
    }),
  ]
}

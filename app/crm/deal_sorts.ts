import type { SqlPart } from '#core/registry/segment_conditions'
import { type Direction, isOrdered, type Phase, refuseSort } from '#crm/lists/sorts'
import type CustomField from '#crm/models/custom_field'
import type Deal from '#crm/models/deal'

/** An order of the table of deals: stretches that follow each other, each read from one index. Over alias d. */
export type DealSort = {
  name: string
  phases: Phase[]
  /** Key of the custom field that it goes by. */
  field: string | null
}

const ALL: SqlPart = { sql: 'true', bindings: [] }
const raw = (sql: string): SqlPart => ({ sql, bindings: [] })
const by = (key: string, cast: string, direction: Direction, where = ALL): Phase => ({
  ...{ key, cast, direction, where },
})
const added = (direction: Direction, where = ALL) =>
  by('d.created_at', 'timestamptz', direction, where)

const SORTS: Record<string, Phase[]> = {
  newest: [added('desc')],
  oldest: [added('asc')],
  amount: [by('d.amount_minor', 'bigint', 'desc')],
  smallest: [by('d.amount_minor', 'bigint', 'asc')],
  // Deals without a day stand last either way.
  close: [by('d.close_sort', 'date', 'asc')],
  close_last: [
    by('d.close_sort', 'date', 'desc', raw(`d.close_sort < '9999-12-31'`)),
    added('desc', raw(`d.close_sort = '9999-12-31'`)),
  ],
  // What is won or lost does not wait any more.
  waiting: [
    by('d.stage_entered_at', 'timestamptz', 'asc', raw(`d.status = 'open'`)),
    added('desc', raw(`d.status <> 'open'`)),
  ],
  moved: [
    by('d.stage_entered_at', 'timestamptz', 'desc', raw(`d.status = 'open'`)),
    added('desc', raw(`d.status <> 'open'`)),
  ],
}

/** What the API calls the orders of the table. */
const NAMES: Record<string, string> = {
  '-created_at': 'newest',
  'created_at': 'oldest',
  '-amount': 'amount',
  'amount': 'smallest',
  'expected_close_on': 'close',
  '-expected_close_on': 'close_last',
  'stage_entered_at': 'waiting',
  '-stage_entered_at': 'moved',
}
export const DEAL_SORT_NAMES = Object.keys(NAMES)

/** An order by its name in the API: `-created_at`, `amount`, `custom.score`. Throws Refusal (422). */
export function dealSortNamed(given: string | undefined, fields: CustomField[]): DealSort {
  const text = given ?? '-created_at'
  if (Object.hasOwn(NAMES, text)) return dealSort(NAMES[text], fields)
  if (!/^-?custom\./.test(text)) refuseSort(text, undefined, DEAL_SORT_NAMES)
  return dealSort(text, fields)
}

/** `newest`, `amount`, `custom.score`, `-custom.score` … Throws Refusal (422) for an order that no index serves. */
export function dealSort(given: string | null | undefined, fields: CustomField[]): DealSort {
  const name = given || 'newest'
  if (Object.hasOwn(SORTS, name)) return { name, phases: SORTS[name], field: null }
  const direction = name.startsWith('-') ? 'desc' : 'asc'
  const field = fields.find((one) => `custom.${one.key}` === name.replace(/^-/, ''))
  if (!field || !isOrdered(field)) refuseSort(name, field, Object.keys(SORTS))
  return { name, phases: byField(field, direction), field: field.key }
}

/** Of each deal what the table is sorted by, where that is a custom field: by the deal's id. */
export function sortedValues(deals: Deal[], { field }: DealSort): Record<string, unknown> {
  if (!field) return {}
  return Object.fromEntries(
    deals.map((deal) => [deal.id, (deal.custom as Record<string, unknown>)[field] ?? null])
  )
}

/** Deals with a value first, by it; then the others, the newest first. */
function byField(field: CustomField, direction: Direction): Phase[] {
  const [column, cast] =
    field.type === 'number' || field.type === 'money'
      ? ['number_value', 'numeric']
      : field.type === 'date'
        ? ['date_value', 'date']
        : ['text_value', 'text']
  const without: SqlPart = {
    sql: `not exists (select 1 from field_values v where v.organization_id = d.organization_id
            and v.field_id = ? and v.record_id = d.id and v.${column} is not null)`,
    bindings: [field.id],
  }
  return [{ ...by(`v.${column}`, cast, direction), fieldId: field.id }, added('desc', without)]
}

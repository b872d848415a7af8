import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Refusal } from '#core/http/refusal'
import { castForRecord } from '#crm/custom_record'
import { customText } from '#crm/custom_values'
import { LIFECYCLE } from '#crm/lifecycle'
import type { ListEntity } from '#crm/lists/columns'
import CustomField from '#crm/models/custom_field'
import Segment from '#crm/models/segment'
import { membersNamed, tagsNamed as tagsOfIds } from '#crm/queries/choices'
import { tagsNamed } from '#crm/tagging'

export const BULK_KINDS = [
  'add_tags',
  'remove_tags',
  'set_owner',
  'set_lifecycle',
  'set_field',
  'add_to_list',
  'remove_from_list',
  'delete',
] as const
export type BulkKind = (typeof BULK_KINDS)[number]

/** What is done to each record, checked, as it is stored with the action. */
export type BulkChange =
  | { kind: 'add_tags' | 'remove_tags'; tagIds: string[]; names: string[] }
  /** `field` as in events: ownerId, lifecycle, city, custom.<key>; `column` is null for custom values. */
  | {
      kind: 'set_owner' | 'set_lifecycle' | 'set_field'
      field: string
      column: string | null
      label: string
      value: unknown
      text: string | null
    }
  /** A static segment, and its name then. */
  | { kind: 'add_to_list' | 'remove_from_list'; segmentId: string; name: string }
  | { kind: 'delete' }

/** Columns that may be set for many, with how long a text may be. */
const COLUMNS: Record<ListEntity, Record<string, { field: string; label: string; max: number }>> = {
  contact: {
    job_title: { field: 'jobTitle', label: 'Job title', max: 120 },
    city: { field: 'city', label: 'City', max: 120 },
    region: { field: 'region', label: 'Region', max: 120 },
    postal_code: { field: 'postalCode', label: 'Postal code', max: 20 },
    country: { field: 'country', label: 'Country', max: 2 },
  },
  company: {
    industry: { field: 'industry', label: 'Industry', max: 120 },
    size: { field: 'size', label: 'Size', max: 60 },
    city: { field: 'city', label: 'City', max: 120 },
    region: { field: 'region', label: 'Region', max: 120 },
    postal_code: { field: 'postalCode', label: 'Postal code', max: 20 },
    country: { field: 'country', label: 'Country', max: 2 },
  },
}

/** Columns of a list that a bulk action may set, beside the organization's own fields. */
export function settableColumns(entity: ListEntity): string[] {
  return Object.keys(COLUMNS[entity])
}

export type GivenChange = {
  kind: BulkKind
  tagIds?: string[]
  /** Of tags that may not be there yet. */
  names?: string[]
  ownerId?: string | null
  lifecycle?: string
  segmentId?: string
  field?: string
  value?: unknown
}

/** Checks what somebody wants done to many records. Throws Refusal (422), or a validation error at a custom field. */
export async function bulkChange(
  entity: ListEntity,
  given: GivenChange,
  trx: TransactionClientContract
): Promise<BulkChange> {
  switch (given.kind) {
    case 'add_tags':
    case 'remove_tags':
      return tagChange(given.kind, given, trx)
    case 'set_owner':
      return ownerChange(given.ownerId ?? null)
    case 'set_lifecycle':
      return lifecycleChange(entity, given.lifecycle)
    case 'set_field':
      return fieldChange(entity, String(given.field ?? ''), given.value)
    case 'add_to_list':
    case 'remove_from_list':
      return listChange(entity, given.kind, given.segmentId)
    case 'delete':
      return { kind: 'delete' }
  }
}

/** The action in words: "Add the tag VIP". */
export function labelOf(change: BulkChange): string {
  switch (change.kind) {
    case 'add_tags':
      return `Add the ${tags(change.names)}`
    case 'remove_tags':
      return `Remove the ${tags(change.names)}`
    case 'add_to_list':
      return `Add to the list ${change.name}`
    case 'remove_from_list':
      return `Take off the list ${change.name}`
    case 'delete':
      return 'Delete'
    default:
      return change.text === null
        ? `Empty ${change.label}`
        : `Set ${change.label} to ${change.text.slice(0, 80)}`
  }
}

const tags = (names: string[]) => `${names.length === 1 ? 'tag' : 'tags'} ${names.join(', ')}`

async function tagChange(
  kind: 'add_tags' | 'remove_tags',
  { tagIds = [], names = [] }: GivenChange,
  trx: TransactionClientContract
): Promise<BulkChange> {
  const known = await tagsOfIds(tagIds)
  if (known.length < new Set(tagIds).size) throw refusal('One of these tags is not there any more')
  const made = kind === 'add_tags' ? await tagsNamed(names, trx) : []
  const all = new Map([
    ...known.map(({ value, label }): [string, string] => [value, label]),
    ...made.map(({ id, name }): [string, string] => [id, name]),
  ])
  if (all.size === 0) throw refusal('Choose a tag')
  return { kind, tagIds: [...all.keys()], names: [...all.values()] }
}

async function ownerChange(ownerId: string | null): Promise<BulkChange> {
  const [member] = ownerId ? await membersNamed([ownerId]) : []
  if (ownerId && !member) throw refusal('Choose somebody of your team')
  return {
    kind: 'set_owner',
    field: 'ownerId',
    column: 'owner_id',
    label: 'Owner',
    value: ownerId,
    text: member?.label ?? null,
  }
}

function lifecycleChange(entity: ListEntity, value?: string): BulkChange {
  const stage = LIFECYCLE.find((one) => one.value === value)
  if (entity !== 'contact' || !stage) throw refusal('Choose a stage')
  return {
    kind: 'set_lifecycle',
    field: 'lifecycle',
    column: 'lifecycle',
    label: 'Stage',
    value: stage.value,
    text: stage.label,
  }
}

async function listChange(
  entity: ListEntity,
  kind: 'add_to_list' | 'remove_from_list',
  segmentId = ''
): Promise<BulkChange> {
  const segment =
    entity === 'contact' && segmentId ? await Segment.query().where('id', segmentId).first() : null
  if (!segment || segment.isDynamic || segment.isArchived) throw refusal('Choose a list')
  return { kind, segmentId, name: segment.name }
}

async function fieldChange(entity: ListEntity, key: string, value: unknown): Promise<BulkChange> {
  if (!key.startsWith('custom.')) return columnChange(entity, key, value)
  const fields = await CustomField.activeOf(entity)
  const field = fields.find((one) => `custom.${one.key}` === key)
  if (!field) throw refusal('Choose a field')
  const { set } = await castForRecord([field], { [field.key]: value })
  const cast = set[field.key] ?? null
  return {
    kind: 'set_field',
    field: key,
    column: null,
    label: field.label,
    value: cast,
    text: cast === null ? null : customText(field, cast),
  }
}

function columnChange(entity: ListEntity, column: string, value: unknown): BulkChange {
  const known = Object.hasOwn(COLUMNS[entity], column) ? COLUMNS[entity][column] : null
  if (!known) throw refusal('Choose a field')
  const text = typeof value === 'string' ? value.trim().replaceAll('\u0000', '') : ''
  if (text.length > known.max) throw refusal(`At most ${known.max} letters`)
  const clean = column === 'country' ? text.toUpperCase() : text
  if (column === 'country' && clean && !/^[A-Z]{2}$/.test(clean))
    throw refusal('Enter a country by its two letters')
  const { field, label } = known
  return { kind: 'set_field', field, column, label, value: clean || null, text: clean || null }
}

function refusal(message: string): Refusal {
  return new Refusal(message, { code: 'E_BAD_BULK_ACTION', field: 'value' })
}

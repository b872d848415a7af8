import type { Choice } from '#core/registry/segment_conditions'
import { LIFECYCLE } from '#crm/lifecycle'
import { optionsOf, referenceOf } from '#crm/custom_values'
import { isOrdered } from '#crm/lists/sorts'
import type CustomField from '#crm/models/custom_field'

export type ListEntity = 'contact' | 'company'

/** How a cell is shown, and edited where `isEditable` says so. */
export type CellKind =
  | 'title'
  | 'text'
  | 'long_text'
  | 'phone'
  | 'url'
  | 'moment'
  | 'number'
  | 'money'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'member'
  | 'tags'
  | 'companies'
  | 'contacts'
  | 'reference'

export type ListColumn = {
  key: string
  label: string
  kind: CellKind
  /** SQL for the cell over alias c; null where another statement reads it. */
  select: string | null
  /** Bindings of `select`. */
  bindings?: string[]
  isEditable?: boolean
  isSortable?: boolean
  options?: Choice[]
  /** Of references: an entry of `choiceSources`. */
  source?: string
  currency?: string | null
}

const text = (key: string, label: string, more: Partial<ListColumn> = {}): ListColumn => ({
  key,
  label,
  kind: 'text',
  select: `c.${key}`,
  isEditable: true,
  ...more,
})
const moment = (key: string, label: string, isSortable = true): ListColumn => ({
  key,
  label,
  kind: 'moment',
  select: `c.${key}`,
  isSortable,
})
const OWNER: ListColumn = {
  key: 'owner',
  label: 'Owner',
  kind: 'member',
  select: 'c.owner_id',
  isEditable: true,
}
const TAGS: ListColumn = {
  key: 'tags',
  label: 'Tags',
  kind: 'tags',
  select: null,
  isEditable: true,
}

const CONTACT: ListColumn[] = [
  {
    key: 'name',
    label: 'Name',
    kind: 'title',
    select: null,
    isEditable: true,
    isSortable: true,
  },
  { key: 'email', label: 'E-mail', kind: 'text', select: 'c.email' },
  { key: 'phone', label: 'Phone', kind: 'phone', select: 'c.phone', isEditable: true },
  { key: 'companies', label: 'Companies', kind: 'companies', select: null },
  TAGS,
  {
    key: 'lifecycle',
    label: 'Stage',
    kind: 'choice',
    select: 'c.lifecycle',
    options: LIFECYCLE,
    isEditable: true,
  },
  OWNER,
  text('job_title', 'Job title'),
  text('source', 'Source', { isEditable: false }),
  text('street', 'Street'),
  text('city', 'City'),
  text('region', 'Region'),
  text('postal_code', 'Postal code'),
  text('country', 'Country'),
  text('locale', 'Language'),
  text('time_zone', 'Time zone'),
  text('external_id', 'External ID'),
  moment('created_at', 'Added'),
  moment('updated_at', 'Changed'),
  moment('last_seen_at', 'Last seen'),
]

const COMPANY: ListColumn[] = [
  { key: 'name', label: 'Name', kind: 'title', select: null, isEditable: true, isSortable: true },
  text('domain', 'Domain'),
  text('website', 'Website', { kind: 'url' }),
  text('phone', 'Phone'),
  { key: 'contacts', label: 'Contacts', kind: 'contacts', select: null },
  TAGS,
  OWNER,
  text('industry', 'Industry'),
  text('size', 'Size'),
  text('street', 'Street'),
  text('city', 'City'),
  text('region', 'Region'),
  text('postal_code', 'Postal code'),
  text('country', 'Country'),
  text('source', 'Source', { isEditable: false }),
  text('external_id', 'External ID'),
  moment('created_at', 'Added'),
  moment('updated_at', 'Changed', false),
]

export const DEFAULT_COLUMNS: Record<ListEntity, string[]> = {
  contact: ['name', 'companies', 'tags', 'lifecycle', 'owner', 'created_at'],
  company: ['name', 'contacts', 'tags', 'industry', 'city', 'owner', 'created_at'],
}

/** All columns of a list, the organization's own fields after the others. */
export function columnsOf(entity: ListEntity, fields: CustomField[]): ListColumn[] {
  return [...(entity === 'contact' ? CONTACT : COMPANY), ...fields.map(customColumn)]
}

const KINDS: Record<string, CellKind> = { select: 'choice', multi_select: 'choices' }

function customColumn(field: CustomField): ListColumn {
  const target = field.type === 'reference' ? referenceOf(field) : null
  return {
    key: `custom.${field.key}`,
    label: field.label,
    kind: KINDS[field.type] ?? (field.type as CellKind),
    select: 'c.custom -> ?::text',
    bindings: [field.key],
    isEditable: field.type !== 'long_text',
    isSortable: isOrdered(field),
    options: optionsOf(field),
    source: target
      ? { contact: 'contacts', company: 'companies', deal: 'deals', member: 'members' }[target]
      : undefined,
    currency: (field.options as { currency?: string } | null)?.currency ?? null,
  }
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { BulkChange } from '#crm/bulk/bulk_change'
import { customText } from '#crm/custom_values'
import CompanyDeleted from '#crm/events/company_deleted'
import CompanyRestored from '#crm/events/company_restored'
import CompanyTagged from '#crm/events/company_tagged'
import CompanyUntagged from '#crm/events/company_untagged'
import CompanyUpdated from '#crm/events/company_updated'
import ContactDeleted from '#crm/events/contact_deleted'
import ContactRestored from '#crm/events/contact_restored'
import ContactTagged from '#crm/events/contact_tagged'
import ContactUntagged from '#crm/events/contact_untagged'
import ContactUpdated from '#crm/events/contact_updated'
import { LIFECYCLE } from '#crm/lifecycle'
import type BulkAction from '#crm/models/bulk_action'
import CustomField from '#crm/models/custom_field'
import type { Changed } from '#crm/queries/bulk_changes'

const EVENTS = {
  contact: {
    tagged: ContactTagged,
    untagged: ContactUntagged,
    updated: ContactUpdated,
    deleted: ContactDeleted,
    restored: ContactRestored,
  },
  company: {
    tagged: CompanyTagged,
    untagged: CompanyUntagged,
    updated: CompanyUpdated,
    deleted: CompanyDeleted,
    restored: CompanyRestored,
  },
} as const

/** A fact per changed record, so that each timeline tells it; one statement per batch. */
export async function recordFacts(
  action: BulkAction,
  changed: Changed[],
  isUndo: boolean,
  trx: TransactionClientContract
): Promise<void> {
  const change: BulkChange = action.params
  const events = EVENTS[action.entity]
  const facts = (payload: (one: Changed) => Record<string, unknown>) =>
    changed.map((one) => ({
      organizationId: action.organizationId,
      subjectId: one.id,
      contactId: action.entity === 'contact' ? one.id : null,
      payload: payload(one),
    }))
  switch (change.kind) {
    case 'add_tags':
    case 'remove_tags': {
      const isAdded = (change.kind === 'add_tags') !== isUndo
      const event = isAdded ? events.tagged : events.untagged
      return void (await event.recordMany(
        facts(({ before }) => tagsIn(change, before)),
        trx
      ))
    }
    case 'delete': {
      const event = isUndo ? events.restored : events.deleted
      return void (await event.recordMany(
        facts(({ name }) => ({ name })),
        trx
      ))
    }
    // Who entered or left a list is told where it is done.
    case 'add_to_list':
    case 'remove_from_list':
      return
    default: {
      const tell = await teller(action, change)
      return void (await events.updated.recordMany(
        facts(({ id, name, before }) => ({
          ...(action.entity === 'company' ? { name, links: [{ type: 'company', id }] } : {}),
          fields: [change.field],
          changes: [{ field: change.field, label: change.label, ...tell(before.value, isUndo) }],
        })),
        trx
      ))
    }
  }
}

type Tags = Extract<BulkChange, { tagIds: string[] }>
type Setting = Extract<BulkChange, { column: string | null }>

/** The tags that were really put on or taken off this record. */
function tagsIn({ tagIds, names }: Tags, { tags }: Record<string, unknown>) {
  const ids = (tags as (string | { id: string })[]).map((tag) =>
    typeof tag === 'string' ? tag : tag.id
  )
  return { tagIds: ids, names: ids.map((id) => names[tagIds.indexOf(id)] ?? '') }
}

/** Before and after of a setting as people read it; ids of people are not told. */
async function teller(action: BulkAction, { field, text }: Setting) {
  const custom = field.startsWith('custom.')
    ? (await CustomField.activeOf(action.entity)).find((one) => `custom.${one.key}` === field)
    : null
  const said = (value: unknown): string | null => {
    if (value === null || value === undefined || field === 'ownerId') return null
    if (custom) return customText(custom, value).slice(0, 200)
    return LIFECYCLE.find((stage) => stage.value === value)?.label ?? String(value).slice(0, 200)
  }
  const written = field === 'ownerId' ? null : (text?.slice(0, 200) ?? null)
  return (before: unknown, isUndo: boolean) =>
    isUndo ? { before: written, after: said(before) } : { before: said(before), after: written }
}

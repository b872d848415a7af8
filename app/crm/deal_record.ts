import { dealItemSources } from '#core/registry/deal_item_sources'
import type { RecordChoice } from '#crm/queries/deal_choices'
import type { Staff } from '#identity/staff'
import { companyChoices, contactChoices, dealTitleChoices } from '#crm/queries/deal_choices'
import { dealFields } from '#crm/deal_fields'
import { namesOfReferences } from '#crm/custom_record'
import { dealPeople, stageVisits } from '#crm/queries/deal_record'
import type Deal from '#crm/models/deal'

/** Beside the deal itself: who belongs to it, where it stood, and names of what its fields refer to. */
export async function recordOf(deal: Deal) {
  const [people, visits, fields] = await Promise.all([
    dealPeople(deal.id),
    stageVisits(deal.id),
    dealFields(),
  ])
  return { people, visits, references: await namesOfReferences(fields, deal.custom) }
}

/** Where lines can be picked from, as far as this person may look there. */
export function dealSources(staff: Staff) {
  return dealItemSources
    .entries()
    .filter(([, source]) => staff.can(source.permission))
    .map(([key, { label, icon }]) => ({ key, label, icon }))
}

/**
 * What a picker on a page of deals offers: contacts, companies, or what a domain
 * contributes for lines. Null for a kind that is not there or not this person's to see.
 */
export async function dealChoices(
  kind: string,
  { words, currency, staff }: { words: string; currency: string; staff: Staff }
): Promise<(RecordChoice & { unitMinor?: number | null })[] | null> {
  if (kind === 'deals') return dealTitleChoices(words)
  if (kind === 'contacts') return staff.can('contacts:read') ? contactChoices(words) : null
  if (kind === 'companies') return staff.can('companies:read') ? companyChoices(words) : null
  const source = dealItemSources.get(kind)
  if (!source || !staff.can(source.permission)) return null
  const items = await source.find(words, currency)
  return items.map(({ id, name, detail, unitMinor }) => ({
    value: id,
    label: name,
    detail,
    unitMinor,
  }))
}

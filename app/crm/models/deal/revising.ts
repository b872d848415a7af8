import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Refusal } from '#core/http/refusal'
import Membership from '#identity/models/membership'
import { withCustomValues, type CastValues } from '#crm/custom_values'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import DealLine from '#crm/models/deal_line'
import type Deal from '#crm/models/deal'

/** What people write about a deal. What is absent stays as it is. */
export type DealDetails = {
  title?: string
  amountMinor?: number
  currency?: string
  contactId?: string | null
  companyId?: string | null
  /** A member's user id. */
  ownerId?: string | null
  /** 'YYYY-MM-DD'. */
  expectedCloseOn?: string | null
  /** Id in the system that it comes from; unique in the organization. */
  externalId?: string | null
  /** Checked values of custom fields, laid over what is there. */
  custom?: Pick<CastValues, 'set' | 'unset'>
}

/**
 * Lays details over the deal, unsaved. Resolves to the names of the fields that
 * changed. Throws a Refusal for records that are none of the organization's.
 */
export async function layDetails(
  deal: Deal,
  details: DealDetails,
  trx: TransactionClientContract
): Promise<string[]> {
  const { title, amountMinor, currency, contactId, companyId, ownerId, custom } = details
  if (title !== undefined) deal.title = title
  if (currency !== undefined && currency !== deal.currency) {
    await refuseWithLines(deal, trx)
    deal.currency = currency
  }
  if (amountMinor !== undefined && amountMinor !== deal.amountMinor) {
    deal.amountMinor = amountMinor
    // An amount that somebody types is no sum any more.
    deal.amountFollowsLines = false
  }
  if (contactId !== undefined && contactId !== deal.contactId) {
    if (contactId) await refuseUnknown(Contact.query({ client: trx }), contactId, 'contactId')
    deal.contactId = contactId
  }
  if (companyId !== undefined && companyId !== deal.companyId) {
    if (companyId) await refuseUnknown(Company.query({ client: trx }), companyId, 'companyId')
    deal.companyId = companyId
  }
  if (ownerId !== undefined && ownerId !== deal.ownerId) {
    if (ownerId) await refuseStranger(ownerId, trx)
    deal.ownerId = ownerId
  }
  if (details.externalId !== undefined) deal.externalId = details.externalId
  if (details.expectedCloseOn !== undefined) layCloseDate(deal, details.expectedCloseOn)
  if (custom && (Object.keys(custom.set).length > 0 || custom.unset.length > 0)) {
    deal.custom = withCustomValues(deal.custom, custom)
  }
  return Object.keys(deal.$dirty)
}

function layCloseDate(deal: Deal, day: string | null): void {
  if ((deal.expectedCloseOn?.toISODate() ?? null) === day) return
  deal.expectedCloseOn = day ? DateTime.fromISO(day, { zone: 'utc' }) : null
}

async function refuseWithLines(deal: Deal, trx: TransactionClientContract): Promise<void> {
  if (!deal.$isPersisted) return
  if (await DealLine.query({ client: trx }).where('dealId', deal.id).first()) {
    throw new Refusal(
      `The lines of this deal are in ${deal.currency}. Remove them to change the currency.`,
      { code: 'E_DEAL_HAS_LINES', field: 'currency' }
    )
  }
}

type Findable = { where(column: string, value: string): { first(): Promise<unknown> } }

/** Throws a Refusal at the field when the organization has no such record. */
export async function refuseUnknown(query: Findable, id: string, field: string): Promise<void> {
  if (await query.where('id', id).first()) return
  throw new Refusal('This record is not there any more. Choose another one.', {
    code: 'E_UNKNOWN_RECORD',
    field,
  })
}

async function refuseStranger(userId: string, trx: TransactionClientContract): Promise<void> {
  const member = await Membership.query({ client: trx }).where('userId', userId).first()
  if (!member?.isActive) {
    throw new Refusal('This person is not a member of your organization', {
      code: 'E_UNKNOWN_MEMBER',
      field: 'ownerId',
    })
  }
}

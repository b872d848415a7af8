import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Contact from '#crm/models/contact'
import DealContact from '#crm/models/deal_contact'
import DealUpdated from '#crm/events/deal_updated'
import type Deal from '#crm/models/deal'
import { recordFact } from '#crm/models/deal/facts'
import { refuseUnknown } from '#crm/models/deal/revising'

/** Adds a further contact to a deal whose row is locked, or changes a role. Without a primary one, it becomes that. */
export async function involve(
  deal: Deal,
  contactId: string,
  role: string | null,
  trx: TransactionClientContract
): Promise<void> {
  await refuseUnknown(Contact.query({ client: trx }), contactId, 'contactId')
  if (deal.contactId === null) {
    deal.contactId = contactId
    await deal.save()
  }
  const standing = await DealContact.query({ client: trx })
    .where({ dealId: deal.id, contactId })
    .first()
  const person = standing ?? new DealContact()
  person.useTransaction(trx)
  Object.assign(person, { dealId: deal.id, contactId, role })
  await person.save()
  await recordFact(deal, DealUpdated, { fields: ['contacts'] }, trx)
}

/** Takes a contact off a deal whose row is locked. */
export async function release(
  deal: Deal,
  contactId: string,
  trx: TransactionClientContract
): Promise<void> {
  if (deal.contactId === contactId) deal.contactId = null
  await deal.save()
  await DealContact.query({ client: trx }).where({ dealId: deal.id, contactId }).delete()
  await recordFact(deal, DealUpdated, { fields: ['contacts'] }, trx, [contactId])
}

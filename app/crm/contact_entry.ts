import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import { castForRecord } from '#crm/custom_record'
import ContactCreated from '#crm/events/contact_created'
import { refuseField } from '#crm/field_error'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import { identify } from '#crm/models/contact/identifiable'
import CustomField from '#crm/models/custom_field'
import { isMember } from '#crm/queries/removals'

export type ContactEntry = {
  email?: string | null
  phone?: string | null
  firstName?: string | null
  lastName?: string | null
  jobTitle?: string | null
  lifecycle?: string
  ownerId?: string | null
  /** A company of the tenant, or the name of one that is made. */
  companyId?: string | null
  companyName?: string | null
  tags?: string[]
  /** Values of custom fields by key; given, the required ones must be among them. */
  custom?: unknown
}

/**
 * Enters a contact by hand. An address that is known leads to its contact, whose
 * name is only filled in where none is known; nothing else of it changes. Throws
 * a validation error at the field for what does not fit.
 */
export async function enterContact(
  entry: ContactEntry
): Promise<{ contact: Contact; isNew: boolean }> {
  if (!entry.email && !entry.phone && !entry.firstName && !entry.lastName)
    refuseField('email', 'Enter an e-mail address, a phone number or a name')
  const custom =
    entry.custom === undefined
      ? {}
      : (
          await castForRecord(await CustomField.activeOf('contact'), entry.custom, {
            isWhole: true,
          })
        ).set
  return db.transaction(async (trx) => {
    const { contact, isNew } = await findOrMake(entry, trx)
    const { firstName = null, lastName = null } = entry
    // A name that is known, or half of one, is not overwritten from here.
    const isNameless = !contact.firstName && !contact.lastName
    if (isNameless) Object.assign(contact, { firstName, lastName })
    if (isNew) {
      if (entry.ownerId && !(await isMember(entry.ownerId, trx)))
        refuseField('ownerId', 'Choose somebody of your team')
      const { jobTitle = null, lifecycle = 'lead', ownerId = null } = entry
      Object.assign(contact, { jobTitle, lifecycle, ownerId, custom })
    }
    await contact.save()
    if (isNew) await hangOn(contact, entry, trx)
    return { contact, isNew }
  })
}

async function findOrMake(entry: ContactEntry, trx: TransactionClientContract) {
  if (entry.email) {
    const { id, made } = await identify({ email: entry.email, source: 'staff' }, trx)
    return {
      contact: await Contact.query({ client: trx }).where('id', id).firstOrFail(),
      isNew: made,
    }
  }
  const contact = await Contact.create({ source: 'staff', custom: {} }, { client: trx })
  await ContactCreated.record(
    {
      organizationId: Tenant.id(),
      subjectId: contact.id,
      contactId: contact.id,
      payload: { source: 'staff' },
    },
    trx
  )
  return { contact, isNew: true }
}

/** What stands in tables of its own. */
async function hangOn(
  contact: Contact,
  { phone, companyId, companyName, tags }: ContactEntry,
  trx: TransactionClientContract
): Promise<void> {
  if (phone) await contact.addAddress('phones', { text: phone }, trx)
  const company =
    companyId ?? (companyName ? (await Company.enter({ name: companyName }, trx)).id : null)
  if (company) await contact.joinCompany({ companyId: company }, trx)
  if (tags?.length) await contact.tag(tags, trx)
}

import { errors } from '@vinejs/vine'
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
  /** Further ones. */
  emails?: string[]
  phones?: string[]
  firstName?: string | null
  lastName?: string | null
  jobTitle?: string | null
  lifecycle?: string
  ownerId?: string | null
  /** Two letters. */
  locale?: string | null
  /** IANA name. */
  timeZone?: string | null
  street?: string | null
  city?: string | null
  region?: string | null
  postalCode?: string | null
  /** Two capital letters. */
  country?: string | null
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
  const { emails = [], phones = [] } = entry
  const ways = [entry.email, entry.phone, ...emails, ...phones]
  if (!entry.firstName && !entry.lastName && !ways.some(Boolean))
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
      Object.assign(contact, { jobTitle, lifecycle, ownerId, custom, ...whereaboutsOf(entry) })
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

function whereaboutsOf(entry: ContactEntry) {
  const { locale = null, timeZone = null, street = null, city = null } = entry
  const { region = null, postalCode = null, country = null } = entry
  return { locale, timeZone, street, city, region, postalCode, country }
}

/** What is refused of one of several is told at the field of that one. */
async function toldAt(field: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    const [refused, link] = error.messages as { message: string }[]
    refuseField(field, refused.message, link?.message)
  }
}

/** What stands in tables of its own. */
async function hangOn(
  contact: Contact,
  { phone, emails = [], phones = [], companyId, companyName, tags }: ContactEntry,
  trx: TransactionClientContract
): Promise<void> {
  if (phone) await contact.addAddress('phones', { text: phone }, trx)
  for (const [n, text] of emails.entries()) {
    await toldAt(`emails.${n}`, () => contact.addAddress('emails', { text }, trx))
  }
  for (const [n, text] of phones.entries()) {
    await toldAt(`phones.${n}`, () => contact.addAddress('phones', { text }, trx))
  }
  const company =
    companyId ?? (companyName ? (await Company.enter({ name: companyName }, trx)).id : null)
  if (company) await contact.joinCompany({ companyId: company }, trx)
  if (tags?.length) await contact.tag(tags, trx)
}

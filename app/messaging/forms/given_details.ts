import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import { customChanges } from '#crm/custom_record'
import type { CustomValue } from '#crm/custom_values'
import ContactUpdated from '#crm/events/contact_updated'
import Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import Segment from '#crm/models/segment'
import { changesOf } from '#crm/revision'
import type SignupForm from '#messaging/models/signup_form'

/** What somebody told of themselves, checked. */
export type GivenDetails = {
  firstName?: string
  lastName?: string
  phone?: string
  custom?: Record<string, CustomValue>
}

/**
 * Writes down what is not known yet. Anybody can type anybody's address, so nothing that stands there is changed; of a
 * contact who was just made nothing needs to be told.
 */
export async function fillIn(
  contactId: string,
  given: GivenDetails,
  { isNew }: { isNew: boolean },
  trx: TransactionClientContract
): Promise<void> {
  const contact = await Contact.query({ client: trx }).where('id', contactId).firstOrFail()
  const { firstName = null, lastName = null, phone, custom = {} } = given
  if (!contact.firstName && !contact.lastName) Object.assign(contact, { firstName, lastName })
  const changes = changesOf(contact.$original, contact.$dirty)
  const known = contact.custom ?? {}
  const next = { ...custom, ...known }
  if (Object.keys(next).length > Object.keys(known).length) {
    changes.push(...customChanges(await CustomField.activeOf('contact'), known, next))
    contact.custom = next
  }
  if (contact.$isDirty) await contact.save()
  if (!isNew && changes.length > 0) {
    await ContactUpdated.record(
      {
        organizationId: Tenant.id(),
        subjectId: contact.id,
        contactId: contact.id,
        payload: { fields: changes.map(({ field }) => field), changes },
      },
      trx
    )
  }
  if (phone && !contact.phone) await contact.addAddress('phones', { text: phone }, trx)
}

/** Puts on the contact what the form says of those who filled it in: its tag, its list. */
export async function markAs(
  contactId: string,
  { tag, segmentId }: Pick<SignupForm, 'tag' | 'segmentId'>,
  trx: TransactionClientContract
): Promise<void> {
  if (tag) {
    const contact = await Contact.query({ client: trx }).where('id', contactId).firstOrFail()
    await contact.tag([tag], trx)
  }
  const list = segmentId
    ? await Segment.query({ client: trx })
        .where({ id: segmentId, kind: 'static' })
        .whereNull('archivedAt')
        .first()
    : null
  await list?.add([contactId], trx)
}

import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import Contact from '#crm/models/contact'
import ContactEmail from '#crm/models/contact_email'

/** People that staff entered. Need a tenant in context. */
export const ContactFactory = Factory.define(Contact, () => {
  const email = `contact-${uuid().slice(-12)}@client.test`
  return {
    email,
    emailNorm: email,
    firstName: 'Ada',
    lastName: 'Client',
    source: 'staff',
    userId: null,
  }
})
  // The primary address stands in contact_emails too, as everywhere.
  .after('create', async (_factory, contact) => {
    if (!contact.email) return
    await ContactEmail.create({
      organizationId: contact.organizationId,
      contactId: contact.id,
      email: contact.email,
      emailNorm: contact.emailNorm!,
      isPrimary: true,
    })
  })
  .build()

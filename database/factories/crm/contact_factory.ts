import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import Contact from '#crm/models/contact'

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
}).build()

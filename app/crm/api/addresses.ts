import { endpoint, one } from '#core/api/endpoint'
import { shapeValidator } from '#core/api/parameters'
import Contact from '#crm/models/contact'
import { contactResource } from '#crm/api/resources'

const removal = {
  method: 'DELETE',
  group: 'Contacts',
  scope: 'contacts:update',
  description: 'Where it was the primary one, the next oldest takes its place.',
  query: shapeValidator,
  answer: one(contactResource),
  isOwnTransaction: true,
} as const

export const removeEmail = endpoint({
  ...removal,
  name: 'contacts.removeEmail',
  path: '/contacts/:id/emails/:email_id',
  summary: 'Take an address off a contact',
  handle: ({ params }) => remove(params.id, 'emails', params.email_id),
})

export const removePhone = endpoint({
  ...removal,
  name: 'contacts.removePhone',
  path: '/contacts/:id/phones/:phone_id',
  summary: 'Take a number off a contact',
  handle: ({ params }) => remove(params.id, 'phones', params.phone_id),
})

async function remove(id: string, kind: 'emails' | 'phones', addressId: string): Promise<Contact> {
  const contact = await Contact.query().where('id', id).firstOrFail()
  await contact.removeAddress(kind, addressId)
  return Contact.query().where('id', id).firstOrFail()
}

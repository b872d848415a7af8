import { BaseTransformer } from '@adonisjs/core/transformers'
import type Contact from '#crm/models/contact'

export default class ContactTransformer extends BaseTransformer<Contact> {
  toObject() {
    const { id, fullName, email, source, createdAt, userId } = this.resource
    return { id, fullName, email, source, createdAt: createdAt.toISO()!, isClient: userId !== null }
  }

  forRecord() {
    const contact = this.resource
    return {
      ...this.toObject(),
      ...this.pick(contact, [
        'firstName',
        'lastName',
        'phone',
        'jobTitle',
        'lifecycle',
        'ownerId',
        'locale',
        'timeZone',
        'street',
        'city',
        'region',
        'postalCode',
        'country',
        'externalId',
        'custom',
      ]),
      avatarUrl: contact.avatarFileId ? `/media/${contact.avatarFileId}/w320` : null,
      updatedAt: contact.updatedAt.toISO()!,
      deletedAt: contact.deletedAt?.toISO() ?? null,
      erasedOn: contact.erasedOn?.toISO() ?? null,
    }
  }
}

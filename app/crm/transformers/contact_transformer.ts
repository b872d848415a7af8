import { BaseTransformer } from '@adonisjs/core/transformers'
import type Contact from '#crm/models/contact'

export default class ContactTransformer extends BaseTransformer<Contact> {
  toObject() {
    const { id, fullName, email, source, createdAt, userId } = this.resource
    return { id, fullName, email, source, createdAt: createdAt.toISO()!, isClient: userId !== null }
  }

  forRecord() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['firstName', 'lastName', 'phone', 'locale', 'country']),
    }
  }
}

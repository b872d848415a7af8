import { BaseTransformer } from '@adonisjs/core/transformers'
import type Topic from '#crm/models/topic'

export default class TopicTransformer extends BaseTransformer<Topic> {
  toObject() {
    const { id, key, name, description, doubleOptIn, isDefault, archivedAt } = this.resource
    return { id, key, name, description, doubleOptIn, isDefault, isArchived: archivedAt !== null }
  }
}

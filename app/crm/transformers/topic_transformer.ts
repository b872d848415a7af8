import { BaseTransformer } from '@adonisjs/core/transformers'
import type Topic from '#crm/models/topic'

export default class TopicTransformer extends BaseTransformer<Topic> {
  toObject() {
    const { archivedAt } = this.resource
    return {
      ...this.pick(this.resource, [
        'id',
        'key',
        'name',
        'description',
        'doubleOptIn',
        'isDefault',
        'tracksOpens',
        'tracksClicks',
      ]),
      isArchived: archivedAt !== null,
    }
  }
}

import { BaseTransformer } from '@adonisjs/core/transformers'
import type Notification from '#identity/models/notification'

export default class NotificationTransformer extends BaseTransformer<Notification> {
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'kind', 'title', 'body', 'url']),
      createdAt: this.resource.createdAt.toISO()!,
      readAt: this.resource.readAt?.toISO() ?? null,
    }
  }
}

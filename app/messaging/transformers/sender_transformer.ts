import { BaseTransformer } from '@adonisjs/core/transformers'
import type Sender from '#messaging/models/sender'

export default class SenderTransformer extends BaseTransformer<Sender> {
  /** `domain` has to be loaded. */
  toObject() {
    const { id, name, fromAddress, replyTo, accountId, isDefault, archivedAt } = this.resource
    return {
      id,
      name,
      address: fromAddress,
      replyTo,
      accountId,
      isDefault,
      isHouse: this.resource.isHouse,
      isUsable: this.resource.isUsable,
      isArchived: archivedAt !== null,
      domain: this.resource.domain?.domain ?? null,
    }
  }
}

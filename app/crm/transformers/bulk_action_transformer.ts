import { BaseTransformer } from '@adonisjs/core/transformers'
import type BulkAction from '#crm/models/bulk_action'

export default class BulkActionTransformer extends BaseTransformer<BulkAction> {
  toObject() {
    const { createdAt, isHalfUndone, isUndoable, kind, state } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'label', 'total', 'done', 'changed', 'userId']),
      kind: kind as string,
      state: state as string,
      isUndoable,
      isHalfUndone,
      createdAt: createdAt.toISO()!,
    }
  }
}

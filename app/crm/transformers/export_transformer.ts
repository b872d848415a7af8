import { BaseTransformer } from '@adonisjs/core/transformers'
import type Export from '#crm/models/export'

export default class ExportTransformer extends BaseTransformer<Export> {
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'name', 'state', 'rowsDone', 'problem', 'isReady']),
      createdAt: this.resource.createdAt.toISO(),
      expiresAt: this.resource.expiresAt?.toISO() ?? null,
    }
  }
}

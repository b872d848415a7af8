import { BaseTransformer } from '@adonisjs/core/transformers'
import type View from '#crm/models/view'

export default class ViewTransformer extends BaseTransformer<View> {
  toObject() {
    return this.pick(this.resource, [
      'id',
      'name',
      'isShared',
      'userId',
      'q',
      'filter',
      'sort',
      'columns',
    ])
  }
}

import { BaseTransformer } from '@adonisjs/core/transformers'
import { currencyOf, optionsOf, referenceOf } from '#crm/custom_values'
import type CustomField from '#crm/models/custom_field'
import { ALWAYS_INDEXED, SORTABLE } from '#crm/models/custom_field/definable'

/** A custom field as forms need it. */
export default class CustomFieldTransformer extends BaseTransformer<CustomField> {
  toObject() {
    const field = this.resource
    return {
      ...this.pick(field, ['id', 'entity', 'key', 'label', 'type', 'help', 'isRequired']),
      options: optionsOf(field),
      currency: field.type === 'money' ? currencyOf(field) : null,
      reference: field.type === 'reference' ? referenceOf(field) : null,
    }
  }

  /** With what the settings show beside it. */
  forSettings() {
    const field = this.resource
    return {
      ...this.toObject(),
      isArchived: field.archivedAt !== null,
      /** `always`, `can` be switched, or `never`. */
      sorting: ALWAYS_INDEXED.includes(field.type)
        ? ('always' as const)
        : SORTABLE.includes(field.type)
          ? ('can' as const)
          : ('never' as const),
      indexState: field.indexState as 'none' | 'building' | 'ready',
      indexed: field.indexTotal ? { done: field.indexDone, total: field.indexTotal } : null,
    }
  }
}

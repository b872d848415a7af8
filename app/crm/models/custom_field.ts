import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { CustomFieldSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import CustomFieldArchived from '#crm/events/custom_field_archived'
import CustomFieldCreated from '#crm/events/custom_field_created'
import CustomFieldRestored from '#crm/events/custom_field_restored'
import CustomFieldUpdated from '#crm/events/custom_field_updated'
import { refuseField } from '#crm/field_error'
import {
  ALWAYS_INDEXED,
  cleanOptions,
  type FieldDetails,
  keyOf,
  SORTABLE,
} from '#crm/models/custom_field/definable'
import { arrangeFields, lockFields } from '#crm/queries/custom_fields'
import { beginIndexWork } from '#crm/queries/field_index'
import { tellStaff } from '#identity/staff_channels'

export const FIELD_TYPES = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'boolean',
  'select',
  'multi_select',
  'url',
  'reference',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export const FIELD_ENTITIES = ['contact', 'company', 'deal'] as const
export type FieldEntity = (typeof FIELD_ENTITIES)[number]

export type FieldOption = { value: string; label: string; color?: string }

export type GivenField = FieldDetails & {
  entity: FieldEntity
  type: FieldType
  label: string
  /** Of money: its one currency. */
  currency?: string | null
  /** Of a reference: what it points at. */
  reference?: string | null
}

const AT_MOST = 200

/** A field that an organization adds to its contacts, companies or deals. Its key never changes. */
export default class CustomField extends compose(CustomFieldSchema, Tenanted, WithId) {
  declare type: FieldType
  declare entity: FieldEntity

  /** Those in use for a kind of record, in their order. */
  static activeOf(entity: FieldEntity): Promise<CustomField[]> {
    return CustomField.query()
      .where({ entity })
      .whereNull('archivedAt')
      .orderBy('position')
      .orderBy('createdAt')
  }

  /** Adds a field; its key is made from the label. Nobody has values for it yet, so its index is ready at once. */
  static async define(given: GivenField, client?: TransactionClientContract): Promise<CustomField> {
    const { entity, type, label } = given
    const run = async (trx: TransactionClientContract) => {
      const { keys, nextPosition } = await lockFields(entity, trx)
      if (keys.length >= AT_MOST) refuseField('label', `At most ${AT_MOST} fields are kept`)
      const base = keyOf(label)
      let key = base
      for (let n = 2; keys.includes(key); n++) key = `${base}_${n}`
      const isIndexed =
        ALWAYS_INDEXED.includes(type) || (SORTABLE.includes(type) && given.isSortable)
      const field = await CustomField.create(
        {
          entity,
          key,
          label,
          type,
          options: optionsFor(given),
          help: given.help ?? null,
          isRequired: given.isRequired ?? false,
          position: nextPosition,
          indexState: isIndexed ? 'ready' : 'none',
        },
        { client: trx }
      )
      await field.tell(CustomFieldCreated, trx)
      return field
    }
    return client ? run(client) : db.transaction(run)
  }

  /** Puts the fields of a kind of record in the order of the ids. */
  static async arrange(entity: FieldEntity, ids: string[]): Promise<void> {
    await arrangeFields(entity, ids)
    await tellStaff('fields', 'all')
  }

  /** Resolves to whether there is work for crm/index_field now. */
  async revise({ options, isSortable, ...details }: FieldDetails): Promise<boolean> {
    const isSelect = this.type === 'select' || this.type === 'multi_select'
    const isIndexed = this.indexState !== 'none'
    const turns =
      isSortable !== undefined && isSortable !== isIndexed && SORTABLE.includes(this.type)
    await db.transaction(async (trx) => {
      Object.assign(this.useTransaction(trx), details)
      if (options && isSelect) this.options = cleanOptions(options, this.options as FieldOption[])
      if (this.$isDirty) {
        await this.save()
        await this.tell(CustomFieldUpdated, trx)
      }
      if (turns) await beginIndexWork(this.id, isSortable, trx)
    })
    return turns
  }

  /** Its values stay where they are, and come back with it. */
  async archive(): Promise<void> {
    await this.#turn(true)
  }

  async restore(): Promise<void> {
    await this.#turn(false)
  }

  async tell(event: typeof CustomFieldCreated, trx: TransactionClientContract): Promise<void> {
    const { organizationId, id, entity, key, label } = this
    await event.record(
      { organizationId, subjectId: id, payload: { entity, key, name: label } },
      trx
    )
    await tellStaff('fields', 'all', trx)
  }

  async #turn(isArchived: boolean): Promise<void> {
    if (isArchived === (this.archivedAt !== null)) return
    await db.transaction(async (trx) => {
      this.useTransaction(trx).archivedAt = isArchived ? clock.now() : null
      await this.save()
      await this.tell(isArchived ? CustomFieldArchived : CustomFieldRestored, trx)
    })
  }
}

function optionsFor({ type, options, currency, reference }: GivenField): unknown {
  if (type === 'select' || type === 'multi_select') return cleanOptions(options ?? [], [])
  if (type === 'money') return currency ? { currency } : []
  if (type === 'reference') return { entity: reference ?? 'contact' }
  return []
}

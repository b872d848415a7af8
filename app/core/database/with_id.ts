import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { type BaseModel, beforeCreate } from '@adonisjs/lucid/orm'
import { v7 as uuid } from 'uuid'

/** A model whose UUIDv7 is made by the app, so that it is known before the insert. */
export function WithId<
  T extends NormalizeConstructor<typeof BaseModel> & (new (...args: any[]) => { id: string }), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class ModelWithId extends superclass {
    static selfAssignPrimaryKey = true

    @beforeCreate()
    static assignId(row: { id: string }) {
      row.id ??= uuid()
    }
  }
  return ModelWithId as T
}

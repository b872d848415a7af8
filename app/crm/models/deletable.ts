import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { BaseModel } from '@adonisjs/lucid/orm'
import type {
  LucidModel,
  ModelAdapterOptions,
  ModelQueryBuilderContract,
} from '@adonisjs/lucid/types/model'

/** A model whose deleted rows stay for a while: `query()` leaves them out, `withDeleted()` does not. */
export function Deletable<
  T extends NormalizeConstructor<typeof BaseModel> &
    (new (...args: any[]) => { deletedAt: unknown }), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class DeletableModel extends superclass {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Lucid types `this` of query() by its caller
    static query(this: any, options?: ModelAdapterOptions) {
      return super.query.call(this, options).whereNull(`${this.table}.deleted_at`) as never
    }

    static withDeleted(options?: ModelAdapterOptions) {
      return superclass.query.call(this as never, options)
    }
  }
  return DeletableModel as unknown as T & WithDeleted
}

type WithDeleted = {
  /** All rows, the deleted ones too. */
  withDeleted<M extends LucidModel>(
    this: M,
    options?: ModelAdapterOptions
  ): ModelQueryBuilderContract<M, InstanceType<M>>
}

import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { OrderSchema } from '#database/schema'

export type OrderFilters = {
  status?: string | null
  productId?: string | null
  /** Number, or part of the buyer's address or name. */
  search?: string | null
  from?: string | null
  to?: string | null
}

type Query = ModelQueryBuilderContract<LucidModel>

/** Ways of looking for orders. */
export function Findable<T extends NormalizeConstructor<typeof OrderSchema>>(superclass: T) {
  class FindableOrder extends superclass {
    static matching = scope((query, filters: OrderFilters) => {
      const { status, productId, search, from, to } = filters
      if (status) query.where('orders.status', status)
      if (productId) {
        query.whereExists((lines) => {
          lines
            .from('order_lines')
            .whereColumn('order_lines.order_id', 'orders.id')
            .whereColumn('order_lines.organization_id', 'orders.organization_id')
            .where('order_lines.product_id', productId)
        })
      }
      if (from) query.where('orders.created_at', '>=', from)
      if (to) query.whereRaw(`orders.created_at < ?::date + 1`, [to])
      if (search) matchText(query, search)
    })

    /** The order with its row locked until the transaction ends. Throws when it is not there. */
    static async locked<M extends T>(
      this: M,
      id: string,
      trx: TransactionClientContract
    ): Promise<InstanceType<M>> {
      return this.query({ client: trx }).where('id', id).forUpdate().firstOrFail() as Promise<
        InstanceType<M>
      >
    }
  }
  return FindableOrder
}

function matchText(query: Query, search: string): void {
  const number = search.match(/^#?(\d{1,12})$/)?.[1]
  const like = `%${search.replace(/[%_\\]/g, '\\$&')}%`
  query.where((either) => {
    either.whereILike('orders.email', like).orWhereILike('orders.name', like)
    if (number) either.orWhere('orders.number', Number(number))
  })
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type SeatCounts = { sold: number; held: number }

/** Counted from the holds and the sales, for a limit that is set on a product already sold. */
export async function countSeats(
  productId: string,
  trx: TransactionClientContract
): Promise<SeatCounts> {
  const [counts] = await sql<SeatCounts>(
    `select
       (select count(*)::int from order_lines l join orders o on o.organization_id = l.organization_id and o.id = l.order_id
        where l.organization_id = ? and l.product_id = ? and o.status in ('paid', 'partially_refunded')
          and o.fulfilled_at is not null) as sold,
       (select count(*)::int from seat_holds h
        where h.organization_id = ? and h.product_id = ? and h.state = 'held') as held`,
    [Tenant.id(), productId, Tenant.id(), productId],
    trx
  )
  return counts
}

/** Sets the limit; counts are written only where there was none before, and move by themselves after. */
export async function setSeatLimit(
  productId: string,
  limit: number,
  { sold, held }: SeatCounts,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into product_seats (product_id, organization_id, seat_limit, sold, held) values (?, ?, ?, ?, ?)
     on conflict (product_id) do update set seat_limit = excluded.seat_limit
     where product_seats.organization_id = excluded.organization_id`,
    [productId, Tenant.id(), limit, sold, held],
    trx
  )
}

/**
 * Takes one seat for as long as the statement holds true: nobody can take the
 * last one twice. Resolves to `unlimited` for a product without a limit.
 */
export async function takeSeat(
  productId: string,
  as: 'held' | 'sold',
  trx: TransactionClientContract
): Promise<'taken' | 'full' | 'unlimited'> {
  const column = as === 'held' ? 'held' : 'sold'
  const taken = await sql(
    `update product_seats set ${column} = ${column} + 1
     where organization_id = ? and product_id = ? and sold + held < seat_limit returning product_id`,
    [Tenant.id(), productId],
    trx
  )
  if (taken.length > 0) return 'taken'
  const limited = await sql(
    'select 1 from product_seats where organization_id = ? and product_id = ?',
    [Tenant.id(), productId],
    trx
  )
  return limited.length > 0 ? 'full' : 'unlimited'
}

/** Moves one seat of a product without a look at the limit: what was held is sold, what was sold is free. */
export async function moveSeat(
  productId: string,
  by: { sold: -1 | 0 | 1; held: -1 | 0 | 1 },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update product_seats set sold = greatest(sold + ?, 0), held = greatest(held + ?, 0)
     where organization_id = ? and product_id = ?`,
    [by.sold, by.held, Tenant.id(), productId],
    trx
  )
}

/** Orders of all organizations whose held seats are due to be given back. */
export async function ordersWithDueHolds(
  now: string,
  limit: number
): Promise<{ orderId: string; organizationId: string }[]> {
  return sql(
    `select distinct h.order_id as "orderId", h.organization_id as "organizationId" from seat_holds h
     where h.state = 'held' and h.expires_at is not null and h.expires_at <= ?::timestamptz limit ?`,
    [now, limit]
  )
}

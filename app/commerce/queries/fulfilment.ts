import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { Capture } from '#commerce/fulfilment'

export type SoldLine = {
  productId: string
  accessDays: number | null
  hasSeats: boolean
  grants: { subjectType: string; subjectId: string }[]
}

/** An order's lines with all that fulfilling them needs: this runs for each sale while its row is locked. */
export async function linesOf(
  orderId: string,
  trx: TransactionClientContract
): Promise<SoldLine[]> {
  return sql<SoldLine>(
    `select l.product_id as "productId", p.access_days as "accessDays", s.product_id is not null or h.id is not null as "hasSeats",
       coalesce((select json_agg(json_build_object('subjectType', g.subject_type, 'subjectId', g.subject_id))
         from product_grants g where g.organization_id = l.organization_id and g.product_id = l.product_id), '[]') as grants
     from order_lines l
     join products p on p.organization_id = l.organization_id and p.id = l.product_id
     left join product_seats s on s.organization_id = l.organization_id and s.product_id = l.product_id
     left join seat_holds h on h.organization_id = l.organization_id and h.order_id = l.order_id and h.product_id = l.product_id
     where l.organization_id = ? and l.order_id = ? order by l.product_id`,
    [Tenant.id(), orderId],
    trx
  )
}

/** Money that came in, once per reference of its provider. */
export async function insertPayment(
  orderId: string,
  capture: Capture,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into payments (id, organization_id, order_id, provider, provider_ref, charge_ref, amount_minor,
       currency, method, captured_at, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id, provider, provider_ref) do nothing`,
    [
      uuid(),
      Tenant.id(),
      orderId,
      capture.provider,
      capture.providerRef,
      capture.chargeRef,
      capture.amountMinor,
      capture.currency,
      capture.method,
      capture.at.toISO(),
      clock.now().toISO(),
    ],
    trx
  )
}

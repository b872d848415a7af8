import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Puts the tenant's accounts in this order; those that are not named follow as they were. */
export async function orderAccounts(ids: string[], trx: TransactionClientContract): Promise<void> {
  await sql(
    `update mail_accounts a set position = o.position, updated_at = ?
     from (select id, row_number() over (order by array_position(?::uuid[], id) nulls last, position, id) as position
           from mail_accounts where organization_id = ?) o
     where a.organization_id = ? and a.id = o.id and a.position <> o.position`,
    [clock.now().toISO(), ids, Tenant.id(), Tenant.id()],
    trx
  )
}

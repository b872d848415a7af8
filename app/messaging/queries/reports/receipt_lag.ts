import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** What providers told that is not applied yet, or could not be, by account. */
export type ReceiptLag = {
  account: string
  waiting: number
  oldestAt: Date | null
  failed: number
}

/** Waiting ones are few unless something hangs; failed ones are counted for a week. */
export function receiptLags(): Promise<ReceiptLag[]> {
  return sql<ReceiptLag>(
    `select account, sum(waiting)::int as waiting, min(oldest) as "oldestAt", sum(failed)::int as failed
     from (
       select account, count(*) as waiting, min(received_at) as oldest, 0 as failed
       from receipts where organization_id = ? and state = 'received' group by account
       union all
       select account, 0, null, count(*)
       from receipts where organization_id = ? and state = 'failed' and received_at >= ? group by account
     ) both_kinds group by account`,
    [Tenant.id(), Tenant.id(), clock.now().minus({ days: 7 }).toISO()]
  )
}

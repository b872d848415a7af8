import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { MARK } from '#messaging/ledger/states'
import type { MailRef } from '#messaging/refs'

/** Notes at a mail that its reader unsubscribed by it: once, however often it is told. */
export async function markUnsubscribed(
  ref: MailRef,
  detail: Record<string, unknown>,
  trx: TransactionClientContract
): Promise<void> {
  const now = clock.now().toISO()
  const told = JSON.stringify(detail)
  if (ref.kind === 'mail') {
    await sql(
      `with marked as (
         update outgoing_mails set marks = marks | ?
         where organization_id = ? and id = ? and marks & ? = 0 returning organization_id, id)
       insert into send_events (organization_id, mail_id, kind, detail, happened_at)
       select organization_id, id, 'unsubscribed', ?::jsonb, ?::timestamptz from marked`,
      [MARK.unsubscribed, Tenant.id(), ref.mailId, MARK.unsubscribed, told, now],
      trx
    )
    return
  }
  await sql(
    `with marked as (
       update sends s set marks = s.marks | ?
       from send_runs r
       where r.organization_id = ? and r.id = ? and s.run_id = r.id and s.n = ? and s.month = r.month
         and s.marks & ? = 0
       returning s.organization_id, s.run_id, s.n, s.variant),
     told as (
       insert into send_events (organization_id, run_id, n, kind, detail, happened_at)
       select organization_id, run_id, n, 'unsubscribed', ?::jsonb, ?::timestamptz from marked)
     insert into send_tallies as t (organization_id, run_id, variant, unsubscribed)
     select organization_id, run_id, variant, 1 from marked
     on conflict (run_id, variant) do update set unsubscribed = t.unsubscribed + 1`,
    [MARK.unsubscribed, Tenant.id(), ref.runId, ref.n, MARK.unsubscribed, told, now],
    trx
  )
}

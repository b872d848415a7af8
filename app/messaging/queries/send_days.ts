import { clock } from '#core/clock/clock'
import { sql, WITHOUT_FLUSH } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** How many slots were given away today for mails from a sender domain, by all accounts. */
export async function sentToday(senderDomain: string): Promise<number> {
  const [row] = await sql<{ used: number }>(
    `select used from send_rates where organization_id = ? and scope = ? and day = ?`,
    [Tenant.id(), `domain:${senderDomain}`, clock.now().toISODate()]
  )
  return row?.used ?? 0
}

export type AccountDay = {
  sent: number
  deferred: number
  bounced: number
  blocked: number
  complained: number
}

/** What left today by the tenant's accounts and what became of it, by account. */
export async function daysOfAccounts(): Promise<Record<string, AccountDay>> {
  const rows = await sql<AccountDay & { id: string }>(
    `select account_id as id, sum(sent)::int as sent, sum(deferred)::int as deferred, sum(bounced)::int as bounced,
       sum(blocked)::int as blocked, sum(complained)::int as complained
     from send_days where organization_id = ? and day = ? group by 1`,
    [Tenant.id(), clock.now().toISODate()]
  )
  return Object.fromEntries(rows.map(({ id, ...day }) => [id, day]))
}

export type SentCount = { recipientDomain: string; sent: number; deferred: number }

/** Adds to what left today; bounces and complaints are added as they are told. */
export async function addSent(
  accountId: string,
  senderDomain: string,
  counts: SentCount[]
): Promise<void> {
  if (counts.length === 0) return
  await sql(
    `insert into send_days as d (organization_id, day, account_id, sender_domain, recipient_domain, sent, deferred)
     select ?::uuid, ?::date, ?::uuid, ?, t."recipientDomain", t.sent, t.deferred
     from jsonb_to_recordset(?::jsonb) t ("recipientDomain" text, sent int, deferred int) cross join ${WITHOUT_FLUSH}
     order by t."recipientDomain"
     on conflict (organization_id, day, account_id, sender_domain, recipient_domain) do update
       set sent = d.sent + excluded.sent, deferred = d.deferred + excluded.deferred`,
    [Tenant.id(), clock.now().toISODate(), accountId, senderDomain, JSON.stringify(counts)]
  )
}

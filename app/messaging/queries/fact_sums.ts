import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import {
  DAY_COUNTS,
  type DayCounts,
  TALLIED,
  type Tally,
} from '#messaging/provider_events/standing'

/** Moves the sums of runs by differences. Always the last locks of a transaction, in one order. */
export async function moveTallies(
  moves: ({ runId: number; variant: number } & Tally)[],
  trx: TransactionClientContract
): Promise<void> {
  if (moves.length === 0) return
  const given = JSON.stringify(moves)
  await sql(
    `select 1 from send_tallies t
     join jsonb_to_recordset(?::jsonb) f ("runId" bigint, variant smallint)
       on t.run_id = f."runId" and t.variant = f.variant
     order by t.run_id, t.variant for update of t`,
    [given],
    trx
  )
  await sql(
    `update send_tallies t set ${TALLIED.map((name) => `${name} = t.${name} + f.${name}`).join(', ')}
     from jsonb_to_recordset(?::jsonb) f ("runId" bigint, variant smallint,
       ${TALLIED.map((name) => `${name} integer`).join(', ')})
     where t.run_id = f."runId" and t.variant = f.variant`,
    [given],
    trx
  )
}

export type DayMove = {
  organizationId: string
  day: string
  accountId: string
  senderDomain: string
  recipientDomain: string
} & DayCounts

/** How what left on a day ended, by account and domains. */
export async function moveDays(moves: DayMove[], trx: TransactionClientContract): Promise<void> {
  if (moves.length === 0) return
  const counts = DAY_COUNTS.join(', ')
  await sql(
    `insert into send_days as d (organization_id, day, account_id, sender_domain, recipient_domain, ${counts})
     select f."organizationId", f.day, f."accountId", f."senderDomain", f."recipientDomain", ${counts}
     from jsonb_to_recordset(?::jsonb) f ("organizationId" uuid, day date, "accountId" uuid, "senderDomain" text,
       "recipientDomain" text, ${DAY_COUNTS.map((name) => `${name} integer`).join(', ')})
     join mail_accounts a on a.organization_id = f."organizationId" and a.id = f."accountId"
     order by 1, 2, 3, 4, 5
     on conflict (organization_id, day, account_id, sender_domain, recipient_domain) do update
       set ${DAY_COUNTS.map((name) => `${name} = d.${name} + excluded.${name}`).join(', ')}`,
    [JSON.stringify(moves)],
    trx
  )
}

/**
 * Which of these contacts had a soft bounce for at least three of the last five mails of thirty days. Read off the
 * rows' marks: asked twice, it is the same. Only mails since the contact has its address count.
 */
export async function oftenBounced(
  organizationId: string,
  contactIds: string[],
  { since, softBounced }: { since: string; softBounced: number },
  trx: TransactionClientContract
): Promise<{ contactId: string; email: string }[]> {
  if (contactIds.length === 0) return []
  return sql(
    `select c.id as "contactId", c.email_norm as email
     from contacts c
     join contact_emails e on e.organization_id = c.organization_id and e.email_norm = c.email_norm
     cross join lateral (
       select count(*) filter (where last.marks & ? > 0) as soft from (
         select marks, at from (
           (select s.marks, s.changed_at as at from sends s
            where s.contact_id = c.id and s.month >= date_trunc('month', ?::timestamptz)::date and s.state = 2
              and s.changed_at >= greatest(?::timestamptz, e.created_at)
            order by s.run_id desc limit 5)
           union all
           (select m.marks, m.sent_at from outgoing_mails m
            where m.organization_id = c.organization_id and m.contact_id = c.id and m.state = 'sent'
              and m.created_at >= greatest(?::timestamptz, e.created_at)
            order by m.created_at desc limit 5)
         ) mails order by at desc limit 5
       ) last
     ) found
     where c.organization_id = ? and c.id = any(?::uuid[]) and c.email_norm is not null and found.soft >= 3`,
    [softBounced, since, since, since, organizationId, contactIds],
    trx
  )
}

import { createHash } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { ERASED_ADDRESS } from '#core/mail/erased_address'
import type { MailFact } from '#messaging/provider_events/mail_fact'
import type { SendRow, Standing } from '#messaging/provider_events/standing'
import type { MailRef } from '#messaging/refs'

/** What a run was sent as; a row per content. */
export type RunHead = {
  runId: number
  variant: number
  organizationId: string
  month: string
  sourceKind: string
  sourceId: string
  /** Domain of the from-address; null without a sender. */
  senderDomain: string | null
}

/** A transactional mail as it was found, locked. */
export type MailRow = {
  id: string
  organizationId: string | null
  contactId: string | null
  /** Empty where the reader was erased. */
  address: string
  marks: number
  state: string
  accountId: string | null
  senderDomain: string
  sentOn: string
}

/** Of these runs, wherever they belong: what tells of them says whose it may touch. */
export function runHeads(runIds: number[]): Promise<RunHead[]> {
  return sql<RunHead>(
    `select r.id as "runId", coalesce(c.variant, 0) as variant, r.organization_id as "organizationId",
       r.month::text as month, r.source_kind as "sourceKind", r.source_id as "sourceId",
       split_part(s.address_norm, '@', 2) as "senderDomain"
     from send_runs r
     left join send_contents c on c.run_id = r.id
     left join senders s on s.organization_id = r.organization_id
       and s.id = coalesce(c.sender_id, r.sender_id)
     where r.id = any(?::bigint[])`,
    [runIds]
  )
}

/** Locks rows of the ledger in one order, whoever comes. */
export function lockSends(
  rows: { runId: number; n: number; month: string }[],
  trx: TransactionClientContract
): Promise<SendRow[]> {
  return sql<SendRow>(
    `select s.run_id as "runId", s.n, s.month::text as month, s.organization_id as "organizationId", s.variant,
       s.contact_id as "contactId", s.marks, s.state, s.attempts, s.reason, s.account_id as "accountId",
       c.email_norm as email, (s.changed_at at time zone 'UTC')::date::text as "sentOn"
     from jsonb_to_recordset(?::jsonb) f ("runId" bigint, n integer, month date)
     join sends s on s.run_id = f."runId" and s.n = f.n and s.month = f.month
     left join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     order by s.run_id, s.n for update of s`,
    [JSON.stringify(rows)],
    trx
  )
}

export function lockMails(ids: string[], trx: TransactionClientContract): Promise<MailRow[]> {
  return sql<MailRow>(
    `select id, organization_id as "organizationId", contact_id as "contactId",
       case to_address when '${ERASED_ADDRESS}' then '' else to_address end as address, marks, state,
       account_id as "accountId", rtrim(split_part(message_id, '@', 2), '>') as "senderDomain",
       (coalesce(sent_at, updated_at) at time zone 'UTC')::date::text as "sentOn"
     from outgoing_mails where id = any(?::uuid[]) order by id for update`,
    [ids],
    trx
  )
}

/** Notes keys that were not told yet; resolves to those. */
export async function insertKeys(
  facts: { organizationId: string; key: string }[],
  now: string,
  trx: TransactionClientContract
): Promise<Set<string>> {
  if (facts.length === 0) return new Set()
  const named = facts.map(({ organizationId, key }) => ({ organizationId, key: digest(key) }))
  const rows = await sql<{ name: string }>(
    `insert into send_event_keys (organization_id, key, noted_at)
     select distinct "organizationId", decode(key, 'hex'), ?::timestamptz
     from jsonb_to_recordset(?::jsonb) f ("organizationId" uuid, key text) order by 1, 2
     on conflict do nothing returning organization_id || encode(key, 'hex') as name`,
    [now, JSON.stringify(named)],
    trx
  )
  const fresh = new Set(rows.map(({ name }) => name))
  return new Set(
    facts.flatMap(({ organizationId, key }) =>
      fresh.has(organizationId + digest(key)) ? [organizationId + key] : []
    )
  )
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

export async function updateSends(
  changes: { row: SendRow; after: Standing }[],
  now: string,
  trx: TransactionClientContract
): Promise<void> {
  if (changes.length === 0) return
  await sql(
    `update sends s set marks = f.marks, state = f.state, reason = f.reason,
       changed_at = case when f.state = s.state then s.changed_at else ?::timestamptz end,
       account_id = f."accountId", provider_id = coalesce(s.provider_id, f."providerId")
     from jsonb_to_recordset(?::jsonb) f ("runId" bigint, n integer, month date, marks integer, state smallint,
       reason smallint, "accountId" uuid, "providerId" text)
     where s.run_id = f."runId" and s.n = f.n and s.month = f.month`,
    [
      now,
      JSON.stringify(
        changes.map(({ row, after }) => ({
          runId: row.runId,
          n: row.n,
          month: row.month,
          ...after,
        }))
      ),
    ],
    trx
  )
}

export async function updateMails(
  changes: { id: string; marks: number; accountId: string | null; providerId: string | null }[],
  trx: TransactionClientContract
): Promise<void> {
  if (changes.length === 0) return
  await sql(
    `update outgoing_mails m set marks = f.marks, account_id = coalesce(m.account_id, f."accountId"),
       provider_id = coalesce(m.provider_id, f."providerId")
     from jsonb_to_recordset(?::jsonb) f (id uuid, marks integer, "accountId" uuid, "providerId" text)
     where m.id = f.id`,
    [JSON.stringify(changes)],
    trx
  )
}

export async function insertSendEvents(
  facts: (MailFact & { organizationId: string })[],
  trx: TransactionClientContract
): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map(
    ({ ref, kind, happenedAt, human, link, detail, bounce, organizationId }) => ({
      organizationId,
      runId: ref.kind === 'send' ? ref.runId : null,
      n: ref.kind === 'send' ? ref.n : null,
      mailId: ref.kind === 'mail' ? ref.mailId : null,
      kind,
      human: human ?? null,
      link: link ?? null,
      detail: bounce ? { ...detail, bounce } : detail,
      happenedAt: happenedAt.toISOString(),
    })
  )
  await sql(
    `insert into send_events (organization_id, run_id, n, mail_id, kind, human, link, detail, happened_at)
     select "organizationId", "runId", n, "mailId", kind, human, link, detail, "happenedAt"
     from jsonb_to_recordset(?::jsonb) f ("organizationId" uuid, "runId" bigint, n integer, "mailId" uuid, kind text,
       human smallint, link smallint, detail jsonb, "happenedAt" timestamptz)`,
    [JSON.stringify(rows)],
    trx
  )
}

/** Which of these opens or clicks are a person's first on their mail within a day, by their place in the list. */
export async function restedHits(
  hits: { at: number; ref: MailRef; happenedAt: Date }[],
  { kind, personFrom }: { kind: string; personFrom: number },
  trx: TransactionClientContract
): Promise<Set<number>> {
  if (hits.length === 0) return new Set()
  const given = hits.map(({ at, ref, happenedAt }) => ({ at, ...ref, happenedAt }))
  const before = `e.kind = ? and e.human >= ? and e.happened_at < f."happenedAt"
    and e.happened_at > f."happenedAt" - interval '24 hours'`
  const rows = await sql<{ at: number }>(
    `select f.at from jsonb_to_recordset(?::jsonb)
       f (at integer, "runId" bigint, n integer, "mailId" uuid, "happenedAt" timestamptz)
     where not exists (select from send_events e where e.run_id = f."runId" and e.n = f.n and ${before})
       and not exists (select from send_events e where e.mail_id = f."mailId" and ${before})`,
    [JSON.stringify(given), kind, personFrom, kind, personFrom],
    trx
  )
  return new Set(rows.map(({ at }) => at))
}

/** Nobody tells the same again after months. */
export async function forgetKeys(): Promise<void> {
  await sql(`delete from send_event_keys where noted_at < clock_timestamp() - interval '90 days'`)
}

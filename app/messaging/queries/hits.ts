import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { STATE } from '#messaging/ledger/states'
import { type MailRef, refOf } from '#messaging/refs'

/** An earlier click, as far as a later one is judged by it. */
export type Click = { link: number | null; at: number; isHead: boolean }

/** What a hit is judged by. */
export type HitMail = {
  /** Milliseconds since 1970; null where it is not written down yet. */
  sentAt: number | null
  links: number | null
  /** As it was sent, and as the organization and the topic have it today. */
  tracksOpens: boolean
  tracksClicks: boolean
  clicks: Click[]
}

/** How many lines of a file are taken; its row is locked until the transaction ends. */
export async function takenOf(name: string, trx: TransactionClientContract): Promise<number> {
  const [row] = await sql<{ taken: number }>(
    `insert into hit_spools (name, updated_at) values (?, clock_timestamp())
     on conflict (name) do update set updated_at = excluded.updated_at returning taken`,
    [name],
    trx
  )
  return row.taken
}

export async function moveTaken(
  name: string,
  taken: number,
  trx: TransactionClientContract
): Promise<void> {
  await sql('update hit_spools set taken = ? where name = ?', [taken, name], trx)
}

/** Files that were done with days ago cannot come again. */
export async function forgetSpools(): Promise<void> {
  await sql(`delete from hit_spools where updated_at < clock_timestamp() - interval '3 days'`)
}

/** The mails of hits, by ref, with their clicks since a moment. */
export async function hitContexts(
  refs: MailRef[],
  { since }: { since: Date },
  trx: TransactionClientContract
): Promise<Map<string, HitMail>> {
  const byRef = new Map(refs.map((ref) => [refOf(ref), ref]))
  const sends = [...byRef].flatMap(([key, ref]) => (ref.kind === 'send' ? { key, ...ref } : []))
  const mails = [...byRef].flatMap(([key, ref]) => (ref.kind === 'mail' ? { key, ...ref } : []))
  const found = new Map<string, HitMail>()
  if (sends.length > 0) {
    for (const { key, ...mail } of await ofSends(sends, since, trx)) found.set(key, mail)
  }
  if (mails.length > 0) {
    for (const { key, ...mail } of await ofMails(mails, since, trx)) found.set(key, mail)
  }
  return found
}

const CLICKS = `coalesce((select json_agg(json_build_object('link', e.link,
    'at', round(extract(epoch from e.happened_at) * 1000), 'isHead', jsonb_exists(e.detail->'reasons', 'head')))
  from send_events e where e.kind = 'clicked' and e.happened_at > ?::timestamptz and`

function ofSends(
  refs: { key: string; runId: number; n: number }[],
  since: Date,
  trx: TransactionClientContract
) {
  return sql<HitMail & { key: string }>(
    `select f.key, case when s.state = ${STATE.sent} then extract(epoch from s.changed_at) * 1000 end::float8 as "sentAt",
       jsonb_array_length(c.links) as links,
       r.tracks_opens and coalesce(p.tracks_opens, true) and coalesce(t.tracks_opens, true) as "tracksOpens",
       r.tracks_clicks and coalesce(p.tracks_clicks, true) and coalesce(t.tracks_clicks, true) as "tracksClicks",
       ${CLICKS} e.run_id = s.run_id and e.n = s.n), '[]'::json) as clicks
     from jsonb_to_recordset(?::jsonb) f (key text, "runId" bigint, n integer)
     join send_runs r on r.id = f."runId"
     join sends s on s.run_id = r.id and s.n = f.n and s.month = r.month
     left join send_contents c on c.run_id = s.run_id and c.variant = s.variant
     left join send_policies p on p.organization_id = r.organization_id
     left join topics t on t.organization_id = r.organization_id and t.id = r.topic_id`,
    [since, JSON.stringify(refs)],
    trx
  )
}

function ofMails(
  refs: { key: string; mailId: string }[],
  since: Date,
  trx: TransactionClientContract
) {
  return sql<HitMail & { key: string }>(
    `select f.key, extract(epoch from m.sent_at)::float8 * 1000 as "sentAt", null as links,
       coalesce(p.tracks_opens, true) as "tracksOpens", coalesce(p.tracks_clicks, true) as "tracksClicks", ${CLICKS} e.mail_id = m.id), '[]'::json) as clicks
     from jsonb_to_recordset(?::jsonb) f (key text, "mailId" uuid)
     join outgoing_mails m on m.id = f."mailId"
     left join send_policies p on p.organization_id = m.organization_id`,
    [since, JSON.stringify(refs)],
    trx
  )
}

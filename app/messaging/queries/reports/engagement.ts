import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { MARK, STATE } from '#messaging/ledger/states'

export type EngagementSample = {
  /** People who agree to mail, to about a percent where not all were asked, and how many of them were looked at. */
  people: number
  sampled: number
  /** Who opened or clicked a mail of the last 30, 90, 180 days by hand, each in the latest only. */
  within30: number
  within90: number
  within180: number
  /** Got mails in 180 days and opened none. */
  silent: number
  /** Got none. */
  unwritten: number
}

const BY_HAND = MARK.openedByPerson | MARK.clickedByPerson
const AGREED = `organization_id = ? and channel = 'email' and state = 'granted'`

/**
 * How many of those who agree to mail read it. A mail counts for the day it left. Of a large audience every n-th person
 * by the random end of the id is looked at, so that it costs the same whatever its size; all, below `least`. How many
 * people they are then is told by how many words of consent each of the sample has.
 */
export async function engagementSample(least: number): Promise<EngagementSample> {
  const [{ words }] = await sql<{ words: number }>(
    `select count(*)::int as words from consent_states where ${AGREED}`,
    [Tenant.id()]
  )
  const nth = Math.max(1, Math.floor(words / least))
  // Of a few people the draw may take none: then all of them are looked at.
  const sample = await everyNth(nth)
  const { heard, ...row } = sample.heard === 0 && nth > 1 ? await everyNth(1) : sample
  return { people: heard > 0 ? Math.round((words * row.sampled) / heard) : 0, ...row }
}

/** `heard`: words of consent of those who were looked at. */
async function everyNth(
  nth: number
): Promise<Omit<EngagementSample, 'people'> & { heard: number }> {
  const now = clock.now()
  const ago = (days: number) => now.minus({ days }).toISO()
  const [row] = await sql<Omit<EngagementSample, 'people'> & { heard: number }>(
    `select count(living)::int as sampled, coalesce(sum(words), 0)::int as heard,
       count(*) filter (where read >= ?::timestamptz)::int as within30,
       count(*) filter (where read >= ?::timestamptz and read < ?::timestamptz)::int as within90,
       count(*) filter (where read < ?::timestamptz)::int as within180,
       count(*) filter (where read is null and got > 0)::int as silent,
       count(*) filter (where living is not null and got = 0)::int as unwritten
     from (
       select contact_id, count(*) as words from consent_states
       where ${AGREED} and (? = 1 or abs(hashtext(contact_id::text)::bigint) % ? = 0)
       group by contact_id
     ) p
     left join lateral (
       select c.id as living from contacts c
       where c.organization_id = ? and c.id = p.contact_id and c.deleted_at is null
     ) who on true
     cross join lateral (
       select count(*) as got, max(s.changed_at) filter (where s.marks & ? > 0) as read
       from sends s
       where s.contact_id = who.living and s.organization_id = ? and s.state = ?
         and s.month >= date_trunc('month', ?::timestamptz)::date and s.changed_at >= ?::timestamptz
     ) mails`,
    [
      ...[ago(30), ago(90), ago(30), ago(90)],
      ...[Tenant.id(), nth, nth, Tenant.id()],
      ...[BY_HAND, Tenant.id(), STATE.sent, ago(180), ago(180)],
    ]
  )
  return row
}

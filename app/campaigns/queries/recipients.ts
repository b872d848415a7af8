import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import { MARK, STATE } from '#messaging/ledger/states'

/** What the table of recipients may be narrowed to, as SQL over `s` (sends). */
const SHOWN = {
  sent: `s.state = ${STATE.sent}`,
  delivered: `s.marks & ${MARK.delivered} <> 0`,
  opened: `s.marks & ${MARK.openedByPerson} <> 0`,
  clicked: `s.marks & ${MARK.clickedByPerson} <> 0`,
  unsubscribed: `s.marks & ${MARK.unsubscribed} <> 0`,
  bounced: `s.marks & ${MARK.bounced | MARK.softBounced | MARK.blocked} <> 0`,
  complained: `s.marks & ${MARK.complained} <> 0`,
  skipped: `s.state = ${STATE.skipped}`,
  failed: `s.state = ${STATE.failed}`,
  uncertain: `s.state = ${STATE.uncertain}`,
  waiting: `s.state in (${STATE.waiting}, ${STATE.inFlight})`,
} as const
export type Shown = keyof typeof SHOWN

export type RecipientRow = {
  runId: number
  n: number
  contactId: string
  name: string
  email: string | null
  variant: number
  state: number
  reason: number
  marks: number
  at: Date
}

export type Position = { runId: number; n: number }

const NAME = `coalesce(nullif(trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')), ''), c.email, 'Nameless')`

/** Recipients of a campaign in the order of the ledger, after a position; one more than `limit` tells of a next page. */
export function recipientRows(
  campaignId: string,
  {
    show,
    q,
    after,
    limit,
  }: { show?: Shown | null; q?: string | null; after: Position; limit: number }
): Promise<RecipientRow[]> {
  // Few have the words: these are found first, and then their rows.
  const found = q
    ? `with found as materialized (select id from contacts where organization_id = ? and search like ? limit 2000)`
    : ''
  return sql<RecipientRow>(
    `${PLAN_AFRESH} ${found} select s.run_id as "runId", s.n, s.contact_id as "contactId", ${NAME} as name, c.email, s.variant, s.state,
       s.reason, s.marks, s.changed_at as at
     from send_runs r
     join sends s on s.run_id = r.id and s.month = r.month and s.organization_id = r.organization_id
     left join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     where r.organization_id = ? and r.source_kind = 'campaign' and r.source_id = ?
       and (s.run_id, s.n) > (?::bigint, ?::integer) ${show ? `and ${SHOWN[show]}` : ''}
       ${q ? 'and s.contact_id in (select id from found)' : ''}
     order by s.run_id, s.n limit ?`,
    [
      ...(q ? [Tenant.id(), `%${likeText(fold(q))}%`] : []),
      ...[Tenant.id(), campaignId, after.runId, after.n, limit + 1],
    ]
  )
}

export type SendOf = {
  runId: number
  n: number
  variant: number
  state: number
  reason: number
  marks: number
  attempts: number
  at: Date
}

/** What the ledger says of one person in the sendings of a campaign. */
export function sendsOf(campaignId: string, contactId: string): Promise<SendOf[]> {
  return sql<SendOf>(
    `select s.run_id as "runId", s.n, s.variant, s.state, s.reason, s.marks, s.attempts, s.changed_at as at
     from sends s join send_runs r on r.id = s.run_id and r.month = s.month
     where s.contact_id = ? and s.organization_id = ? and r.organization_id = ? and r.source_kind = 'campaign' and r.source_id = ?
     order by s.run_id`,
    [contactId, Tenant.id(), Tenant.id(), campaignId]
  )
}

export type EventOf = {
  kind: string
  human: number | null
  link: number | null
  detail: Record<string, unknown>
  at: Date
}

/** What happened to one row, in its order. At most a hundred facts. */
export function eventsOf({ runId, n }: Position): Promise<EventOf[]> {
  return sql<EventOf>(
    `select kind, human, link, detail, happened_at as at from send_events
     where organization_id = ? and run_id = ? and n = ? order by happened_at, id limit 100`,
    [Tenant.id(), runId, n]
  )
}

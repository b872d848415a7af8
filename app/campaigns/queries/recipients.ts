import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
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

type Asked = { show?: Shown | null; q?: string | null; after: Position; limit: number }

/** Recipients of a campaign in the order of the ledger, after a position; one more than `limit` tells of a next page. */
export function recipientRows(campaignId: string, asked: Asked): Promise<RecipientRow[]> {
  const { after, limit } = asked
  const found = asked.q ? rowsOfFound(asked.q, asked) : rowsByRun(asked)
  return sql<RecipientRow>(
    `${PLAN_AFRESH} with runs as materialized (
       select id, month, organization_id from send_runs
       where organization_id = ? and source_kind = 'campaign' and source_id = ? and id >= ?
     ), picked as (${found.sql})
     select s.run_id as "runId", s.n, s.contact_id as "contactId", ${NAME} as name, c.email, s.variant, s.state, s.reason,
       s.marks, s.changed_at as at
     from picked s
     left join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     order by s.run_id, s.n limit ?`,
    [Tenant.id(), campaignId, after.runId, ...found.bindings, limit + 1]
  )
}

const shown = (show: Shown | null | undefined) => (show ? `and ${SHOWN[show]}` : '')
const AFTER = `s.n > case when r.id = ?::bigint then ?::integer else -1 end`

/** Run by run along the ledger's own key: what others were sent in the same month is not read over. */
function rowsByRun({ show, after, limit }: Asked): SqlPart {
  return {
    sql: `select s.* from runs r cross join lateral (
        select * from sends s
        where s.run_id = r.id and s.month = r.month and s.organization_id = r.organization_id and ${AFTER} ${shown(show)}
        order by s.n limit ?) s`,
    bindings: [after.runId, after.n, limit + 1],
  }
}

/** Few have the words: these are found first, and then their rows. */
function rowsOfFound(q: string, { show, after }: Asked): SqlPart {
  return {
    sql: `select s.* from (select id from contacts where organization_id = ? and search like ? limit 2000) f
      cross join runs r
      join sends s on s.contact_id = f.id and s.run_id = r.id and s.month = r.month and s.organization_id = r.organization_id
      where ${AFTER} ${shown(show)}`,
    bindings: [Tenant.id(), `%${likeText(fold(q))}%`, after.runId, after.n],
  }
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

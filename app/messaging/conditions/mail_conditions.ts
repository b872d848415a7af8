import type { Binding } from '#core/database/sql'
import {
  type ConditionContext,
  type ConditionSql,
  segmentConditions,
  type SqlPart,
  type ValueShape,
} from '#core/registry/segment_conditions'
import { daysAgo } from '#crm/conditions/shapes'
import { MARK, STATE } from '#messaging/ledger/states'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'

const DAYS: ValueShape = { kind: 'days' }
const CAMPAIGNS: ValueShape = { kind: 'record', source: 'campaigns', many: true }
const MERGED = ['contact.merged', 'contact.unmerged']
/** A run's rows stand in the month in which it began; none goes on for longer than this. */
const LONGEST_RUN_DAYS = 62

/** What is asked of a mail: of the two ledgers, and of what happened to it later. */
type Question = {
  /** Of `s`, a row of sends. */
  sends: string
  /** Of `m`, a row of outgoing_mails. */
  mails: string
  /** When it was so: columns, or events of this kind. */
  at: { sends: string; mails: string } | { kind: 'opened' | 'clicked' }
}

type Asked = Question & { since: string | null; campaigns: string[] | null }

function add(
  name: string,
  label: string,
  question: Question,
  { changedBy, words }: { changedBy: string[]; words: { any: string; none: string } }
): void {
  segmentConditions.add(`mails.${name}`, {
    entity: 'contact',
    label,
    group: 'Mails',
    icon: 'i-lucide-mail',
    permission: 'mails:read',
    operators: {
      within: { label: 'in the last', value: DAYS },
      not_within: { label: 'not in the last', value: DAYS },
      ever: { label: 'ever', value: { kind: 'none' } },
      never: { label: 'never', value: { kind: 'none' } },
      any: { label: words.any, value: CAMPAIGNS },
      none: { label: words.none, value: CAMPAIGNS },
    },
    changedBy: [...changedBy, ...MERGED],
    where(operator, value, ctx) {
      const isTimed = operator === 'within' || operator === 'not_within'
      const isNot = ['not_within', 'never', 'none'].includes(operator)
      const campaigns = operator === 'any' || operator === 'none' ? (value as string[]) : null
      const since = isTimed ? daysAgo(Number(value), ctx) : null
      return mailsSql({ ...question, since, campaigns }, ctx, isNot)
    },
    turnsAt(operator, value, ctx) {
      if (operator !== 'within' && operator !== 'not_within') return null
      const days = Number(value)
      const since = daysAgo(days, ctx)
      const { sql, bindings } = moments({ ...question, since, campaigns: null }, ctx)
      return {
        sql: `(select max(at) + ? * interval '24 hours' from (${sql}) moments where at > ?::timestamptz)`,
        bindings: [days, ...bindings, since],
      }
    },
  })
}

const opens = (mark: number) => ({
  sends: `s.marks & ${mark} <> 0`,
  mails: `m.marks & ${mark} <> 0`,
})

add(
  'sent',
  'Was sent a mail',
  {
    sends: `s.state = ${STATE.sent}`,
    mails: `m.state = 'sent'`,
    at: { sends: 's.changed_at', mails: 'm.sent_at' },
  },
  {
    changedBy: ['mail.sent', 'send_run.finished'],
    words: { any: 'of any of the campaigns', none: 'of none of the campaigns' },
  }
)
add(
  'failed',
  'A mail did not arrive',
  {
    sends: `(s.state = ${STATE.failed} or s.marks & ${MARK.bounced | MARK.softBounced | MARK.blocked} <> 0)`,
    mails: `(m.state = 'failed' or m.marks & ${MARK.bounced | MARK.softBounced | MARK.blocked} <> 0)`,
    at: { sends: 's.changed_at', mails: 'm.updated_at' },
  },
  {
    changedBy: ['mail.failed', 'mail.bounced', 'send_run.finished'],
    words: { any: 'of any of the campaigns', none: 'of none of the campaigns' },
  }
)
add(
  'opened',
  'Opened a mail',
  { ...opens(MARK.openedByPerson), at: { kind: 'opened' } },
  {
    changedBy: ['mail.opened'],
    words: { any: 'of any of the campaigns', none: 'of none of the campaigns' },
  }
)
add(
  'clicked',
  'Clicked in a mail',
  { ...opens(MARK.clickedByPerson), at: { kind: 'clicked' } },
  {
    changedBy: ['mail.clicked'],
    words: { any: 'of any of the campaigns', none: 'of none of the campaigns' },
  }
)

/** Mails of both ledgers for whom it holds: probed for each row, or the people gathered once. */
function mailsSql(asked: Asked, ctx: ConditionContext, isNot: boolean): ConditionSql {
  const not = isNot ? 'not ' : ''
  if (!ctx.isFew) {
    const { sql, bindings } = gathered(asked, ctx)
    const all = `${not}exists (select 1 from (${sql}) mailed (contact_id) where mailed.contact_id = ${ctx.alias}.id)`
    return { sql: isNot ? all : `${ctx.alias}.id in (${sql})`, bindings }
  }
  const sends = sendsPart(asked, ctx)
  const mails = mailsPart(asked, ctx)
  const owned = ofContact(ctx)
  // An offset keeps Postgres from making a join of it, which would lose the order of the rows.
  const end = ctx.isProbed ? ' offset 0' : ''
  const many = `${not}exists (select 1 from sends s where ${owned.sql} and ${sends.sql}${end})`
  const one = mails
    ? `${not}exists (select 1 from outgoing_mails m
        where m.contact_id = ${ctx.alias}.id and ${mails.sql}${end})`
    : ''
  return {
    sql: one ? `(${many} ${isNot ? 'and' : 'or'} ${one})` : many,
    bindings: [...owned.bindings, ...sends.bindings, ...(mails?.bindings ?? [])],
  }
}

function gathered(asked: Asked, ctx: ConditionContext): SqlPart {
  const sends = sendsPart(asked, ctx)
  const mails = mailsPart(asked, ctx)
  // Rows of the ledger stay with whom they were written for: they count for who took that contact over.
  return {
    sql: `select s.contact_id from sends s where ${sends.sql}
      union all select k.merged_into_id from contacts k join sends s on s.contact_id = k.id
        where k.organization_id = ? and k.merged_into_id is not null and ${sends.sql}
      ${mails ? `union all select m.contact_id from outgoing_mails m where m.contact_id is not null and ${mails.sql}` : ''}`,
    bindings: [
      ...sends.bindings,
      ctx.organizationId,
      ...sends.bindings,
      ...(mails?.bindings ?? []),
    ],
  }
}

function ofContact(ctx: ConditionContext): SqlPart {
  return {
    sql: `s.contact_id = any(array_append(array(select l.id from contacts l
      where l.organization_id = ? and l.merged_into_id = ${ctx.alias}.id), ${ctx.alias}.id))`,
    bindings: [ctx.organizationId],
  }
}

function sendsPart({ sends, at, since, campaigns }: Asked, ctx: ConditionContext): SqlPart {
  const bindings: Binding[] = [ctx.organizationId]
  let text = `s.organization_id = ? and ${sends}`
  const runs = ['r.organization_id = ?']
  const runValues: Binding[] = [ctx.organizationId]
  if (campaigns) {
    runs.push('r.source_id = any(?::uuid[])')
    runValues.push(campaigns)
  }
  if (since) {
    text += ` and s.month >= (?::timestamptz - interval '${LONGEST_RUN_DAYS} days')::date`
    bindings.push(since)
    if ('kind' in at) {
      text += ` and exists (select 1 from send_events e where e.run_id = s.run_id and e.n = s.n
        and e.kind = '${at.kind}' and e.human >= ${PERSON_FROM} and e.happened_at > ?::timestamptz)`
    } else text += ` and ${at.sends} > ?::timestamptz`
    bindings.push(since)
  }
  // By run, whose rows stand together: the ledger has no index of an organization's.
  if (campaigns || !ctx.isFew) {
    text += ` and s.run_id in (select r.id from send_runs r where ${runs.join(' and ')})`
    bindings.push(...runValues)
  }
  return { sql: text, bindings }
}

/** Null where campaigns are asked for: what they send stands in the other ledger. */
function mailsPart({ mails, at, since, campaigns }: Asked, ctx: ConditionContext): SqlPart | null {
  if (campaigns) return null
  const bindings: Binding[] = [ctx.organizationId]
  let text = `m.organization_id = ? and ${mails}`
  if (since) {
    text +=
      'kind' in at
        ? ` and exists (select 1 from send_events e where e.mail_id = m.id and e.kind = '${at.kind}'
            and e.human >= ${PERSON_FROM} and e.happened_at > ?::timestamptz)`
        : ` and ${at.mails} > ?::timestamptz`
    bindings.push(since)
  }
  return { sql: text, bindings }
}

/** When it was so for the contact under test, since a moment. */
function moments(asked: Asked, ctx: ConditionContext): SqlPart {
  const few = { ...ctx, isFew: true }
  const sends = sendsPart(asked, few)
  const mails = mailsPart(asked, few)!
  const owned = ofContact(ctx)
  const { at } = asked
  const of = (key: string) =>
    'kind' in at
      ? `(select max(e.happened_at) from send_events e where ${key} and e.kind = '${at.kind}'
          and e.human >= ${PERSON_FROM})`
      : null
  return {
    sql: `select ${of('e.run_id = s.run_id and e.n = s.n') ?? ('sends' in at ? at.sends : '')} as at
        from sends s where ${owned.sql} and ${sends.sql}
      union all select ${of('e.mail_id = m.id') ?? ('mails' in at ? at.mails : '')}
        from outgoing_mails m where m.contact_id = ${ctx.alias}.id and ${mails.sql}`,
    bindings: [...owned.bindings, ...sends.bindings, ...mails.bindings],
  }
}

import type { SqlPart } from '#core/registry/segment_conditions'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { mayReceiveSql, type Recipience } from '#messaging/audience/may_receive'
import { addressColumn } from '#crm/queries/may_receive'
import { MARK, STATE } from '#messaging/ledger/states'

/** Whom the specification names, as boolean SQL over a row of contacts under `alias`. */
export function isIncludedSql(alias: string, spec: AudienceSpec, given: Recipience): SqlPart {
  const { everybody, segments, topicId, received } = spec.include
  if (everybody) return { sql: 'true', bindings: [] }
  const ways: SqlPart[] = []
  if (segments.length > 0) ways.push(inSegments(alias, segments, given))
  if (topicId) ways.push(agreedTo(alias, topicId, given))
  if (received?.sources.length)
    ways.push(
      wasSent(alias, { sources: received.sources, unopened: received.unopened ?? false }, given)
    )
  return anyOf(ways)
}

/** Whom the specification takes out again. */
export function isExcludedSql(alias: string, spec: AudienceSpec, given: Recipience): SqlPart {
  const { segments, campaigns } = spec.exclude
  const ways: SqlPart[] = []
  if (segments.length > 0) ways.push(inSegments(alias, segments, given))
  if (campaigns?.length) ways.push(wasSent(alias, { sources: campaigns }, given))
  return anyOf(ways)
}

/**
 * `select contact_id, address`: the living contacts whom the specification names and who may be written to now. The
 * tenant is in its bindings. To be frozen by one `insert ... select`.
 */
export function audienceSql(spec: AudienceSpec, given: Recipience): SqlPart {
  const included = isIncludedSql('c', spec, given)
  const excluded = isExcludedSql('c', spec, given)
  const allowed = mayReceiveSql('c', given)
  const part = isInPartSql('c', spec)
  return {
    sql: `select c.id as contact_id, ${addressColumn(given.channel, 'c')} as address from contacts c
      where c.organization_id = ? and ${included.sql} and not ${excluded.sql} and ${part.sql} and ${allowed.sql}`,
    bindings: [
      given.organizationId,
      ...included.bindings,
      ...excluded.bindings,
      ...part.bindings,
      ...allowed.bindings,
    ],
  }
}

/** Whether a contact stands within the share that is drawn. */
export function isInPartSql(alias: string, { part }: AudienceSpec): SqlPart {
  if (!part) return { sql: 'true', bindings: [] }
  const number = `(hashtextextended(?::text || ${alias}.id::text, 7) & 1048575)`
  return {
    sql: `(${number} >= ?::int and ${number} < ?::int)`,
    bindings: [
      ...[part.salt, Math.round(part.from * 1_048_576)],
      ...[part.salt, Math.round(part.to * 1_048_576)],
    ],
  }
}

function anyOf(ways: SqlPart[]): SqlPart {
  if (ways.length === 0) return { sql: 'false', bindings: [] }
  return {
    sql: `(${ways.map((way) => way.sql).join(' or ')})`,
    bindings: ways.flatMap((way) => way.bindings),
  }
}

// Sets that are gathered once: an audience is asked of all contacts, not of one.
function inSegments(alias: string, segments: string[], { organizationId }: Recipience): SqlPart {
  return {
    sql: `${alias}.id in (select m.contact_id from segment_members m
      where m.organization_id = ? and m.segment_id = any(?::uuid[]))`,
    bindings: [organizationId, segments],
  }
}

function agreedTo(
  alias: string,
  topicId: string,
  { organizationId, channel }: Recipience
): SqlPart {
  return {
    sql: `${alias}.id in (select agreed.contact_id from consent_states agreed
      where agreed.organization_id = ? and agreed.channel = ? and agreed.topic_id = ?::uuid and agreed.state = 'granted')`,
    bindings: [organizationId, channel, topicId],
  }
}

/** Who was sent one of these, or is about to be: nobody gets the same twice while two go out. */
function wasSent(
  alias: string,
  { sources, unopened }: { sources: string[]; unopened?: boolean },
  { organizationId }: Recipience
): SqlPart {
  const of = (which: string) =>
    `${alias}.id in (select s.contact_id from send_runs r join sends s on s.run_id = r.id and s.month = r.month
      where r.organization_id = ? and r.source_id = any(?::uuid[]) and ${which})`
  const { waiting, inFlight, sent, uncertain } = STATE
  if (unopened === undefined) {
    const states = [waiting, inFlight, sent, uncertain].join(', ')
    return { sql: of(`s.state in (${states})`), bindings: [organizationId, sources] }
  }
  const arrived = of(`s.state = ${sent} and s.marks & ${MARK.bounced | MARK.complained} = 0`)
  if (!unopened) return { sql: arrived, bindings: [organizationId, sources] }
  // Who clicked has read it, with or without its pictures.
  const read = MARK.openedByPerson | MARK.clickedByPerson | MARK.replied | MARK.unsubscribed
  return {
    sql: `(${arrived} and not ${of(`s.marks & ${read} <> 0`)})`,
    bindings: [organizationId, sources, organizationId, sources],
  }
}

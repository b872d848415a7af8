import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { type Conditions, conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf, turnsAt } from '#crm/conditions/compile'
import type { MembershipCause } from '#crm/events/segment_event'
import SegmentEntered from '#crm/events/segment_entered'
import SegmentLeft from '#crm/events/segment_left'
import type Segment from '#crm/models/segment'
import {
  type Asked,
  askMembers,
  forgetDues,
  moveCounts,
  noteDay,
  noteDues,
  type Turned,
} from '#crm/queries/segment_members'

/** Facts that one statement records. */
const FACTS_AT_ONCE = 1000

export type Question = {
  known: Conditions
  /** IANA zone in which days of the organization begin. */
  timeZone: string
}

/** What is needed to ask the segments of the organization in context. */
export async function questionOf(timeZone: string): Promise<Question> {
  return { known: await conditionsOf('contact'), timeZone }
}

/**
 * Asks contacts whether they are in a segment, writes who turned and when time
 * may turn them next. `segment` is locked by the transaction.
 */
export async function evaluate(
  segment: Segment,
  asked: Asked,
  { known, timeZone }: Question,
  trx: TransactionClientContract
): Promise<Turned[]> {
  // Chunks of a build are asked row by row too: gathering the same again for each chunk costs more.
  const ctx = contextOf('c', { isFew: true, timeZone })
  const key = { organizationId: segment.organizationId, segmentId: segment.id }
  const turned = await askMembers(key, asked, compile(segment.tree, known, ctx), ctx.now, trx)
  if (segment.turns) {
    const at = turnsAt(segment.tree, known, ctx)
    if (at) await noteDues(key, asked, at, trx)
    else await forgetDues(key, trx, 'ids' in asked ? asked.ids : null)
  }
  return turned
}

/** Moves the counts of segments by who turned, and records that they entered and left. */
export async function recordTurned(
  turned: { segment: Segment; turned: Turned[] }[],
  cause: MembershipCause,
  trx: TransactionClientContract
): Promise<void> {
  const some = turned.filter((one) => one.turned.length > 0)
  if (some.length === 0) return
  const { organizationId } = some[0].segment
  // A build counts its members when it is done.
  if (cause !== 'build') await moveCounts(organizationId, sums(some), clock.now().toISO(), trx)
  // Who is in from the start did not enter: that is told by `segment.built` alone.
  const told = some.filter(({ segment }) => segment.isBuilt)
  for (const { segment, turned: all } of told) {
    await noteDay({ organizationId, segmentId: segment.id }, all, clock.now().toISO(), trx)
  }
  for (const [event, isIn] of [
    [SegmentLeft, false],
    [SegmentEntered, true],
  ] as const) {
    const facts = told.flatMap(({ segment, turned: all }) =>
      all
        .filter((one) => one.isIn === isIn)
        .map(({ contactId }) => ({
          organizationId,
          subjectId: segment.id,
          contactId,
          payload: { name: segment.name, cause },
        }))
    )
    for (let n = 0; n < facts.length; n += FACTS_AT_ONCE) {
      await event.recordMany(facts.slice(n, n + FACTS_AT_ONCE), trx)
    }
  }
}

function sums(turned: { segment: Segment; turned: Turned[] }[]): Map<string, number> {
  return new Map(
    turned.map(({ segment, turned: all }) => [
      segment.id,
      all.reduce((sum, { isIn }) => sum + (isIn ? 1 : -1), 0),
    ])
  )
}

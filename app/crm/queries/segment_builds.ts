import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { SegmentKey } from '#crm/queries/segment_members'

export type Build = {
  afterId: string | null
  asked: number
  entered: number
  departed: number
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
export const EVERYBODY_ELSE = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Asks for a segment's contacts to be gathered from the beginning, also where that
 * is under way. Who holds the row's lock now has asked with an older snapshot.
 */
export async function requestBuilds(
  organizationId: string,
  segmentIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into segment_builds (organization_id, segment_id, requested_at)
     select organization_id, id, clock_timestamp() from segments
     where organization_id = ? and id = any(?) order by id
     on conflict (organization_id, segment_id) do update set after_id = null, asked = 0, attempts = 0,
       last_error = null, leased_until = null, requested_at = clock_timestamp()`,
    [organizationId, segmentIds],
    trx
  )
}

/** The build of a segment, leased for a while; null when there is none. */
export async function claimBuild(
  { organizationId, segmentId }: SegmentKey,
  leaseSeconds: number,
  trx: TransactionClientContract
): Promise<Build | null> {
  const [build] = await sql<Build>(
    `update segment_builds set leased_until = clock_timestamp() + make_interval(secs => ?)
     where organization_id = ? and segment_id = ?
     returning after_id as "afterId", asked, entered, departed`,
    [leaseSeconds, organizationId, segmentId],
    trx
  )
  return build ?? null
}

/** The contacts of the next chunk: ids in `(after, upTo]`, and how many that are when it is not the last. */
export async function nextChunk(
  organizationId: string,
  afterId: string | null,
  size: number,
  trx: TransactionClientContract
): Promise<{ after: string; upTo: string; isLast: boolean }> {
  const after = afterId ?? NOBODY
  const [row] = await sql<{ id: string }>(
    `select id from contacts where organization_id = ? and id > ? order by organization_id, id offset ? limit 1`,
    [organizationId, after, size - 1],
    trx
  )
  return { after, upTo: row?.id ?? EVERYBODY_ELSE, isLast: !row }
}

/** Notes how far a build has come. */
export async function moveBuild(
  { organizationId, segmentId }: SegmentKey,
  { afterId, asked, entered, departed }: Build,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update segment_builds set after_id = ?, asked = ?, entered = ?, departed = ?, attempts = 0, last_error = null
     where organization_id = ? and segment_id = ?`,
    [afterId, asked, entered, departed, organizationId, segmentId],
    trx
  )
}

export async function endBuild(
  { organizationId, segmentId }: SegmentKey,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `delete from segment_builds where organization_id = ? and segment_id = ?`,
    [organizationId, segmentId],
    trx
  )
}

/** Writes down why a build did not go on, and lets it rest the longer the more often. */
export async function delayBuild(
  { organizationId, segmentId }: SegmentKey,
  message: string
): Promise<void> {
  await sql(
    `update segment_builds set attempts = attempts + 1, last_error = ?,
       leased_until = clock_timestamp() + make_interval(secs => least(600, power(2, attempts) * 5))
     where organization_id = ? and segment_id = ?`,
    [message.slice(0, 500), organizationId, segmentId]
  )
}

/** Builds that nobody works on. Over all organizations. */
export function strandedBuilds(limit: number): Promise<SegmentKey[]> {
  return sql<SegmentKey>(
    `select organization_id as "organizationId", segment_id as "segmentId" from segment_builds
     where leased_until is null and requested_at < clock_timestamp() - interval '10 seconds'
       or leased_until < clock_timestamp()
     order by requested_at limit ?`,
    [limit]
  )
}

/** Ids of segments that are gathered now, with the share of contacts that were asked. */
export function buildsOf(organizationId: string): Promise<{ segmentId: string; asked: number }[]> {
  return sql(
    `select segment_id as "segmentId", asked from segment_builds where organization_id = ?`,
    [organizationId]
  )
}

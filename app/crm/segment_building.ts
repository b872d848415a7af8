import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import SegmentBuilt from '#crm/events/segment_built'
import BuildSegment from '#crm/jobs/build_segment'
import Segment from '#crm/models/segment'
import {
  claimBuild,
  delayBuild,
  endBuild,
  moveBuild,
  nextChunk,
  requestBuilds,
  strandedBuilds,
} from '#crm/queries/segment_builds'
import { countMembers } from '#crm/queries/segment_members'
import { zoneOf } from '#crm/queries/segment_graph'
import { evaluate, questionOf, recordTurned } from '#crm/segment_evaluation'

/** Contacts that one transaction asks: while it runs, changes of this segment's members wait. */
const CHUNK = 20_000
const LEASE_SECONDS = 60
/** A job gives its place to others after so long, and another goes on. */
const TURN_MS = 20_000

/** Asks for all contacts to be asked again, after the transaction's commit. */
export async function rebuild(segmentIds: string[], trx: TransactionClientContract): Promise<void> {
  if (segmentIds.length === 0) return
  const organizationId = Tenant.id()
  await requestBuilds(organizationId, segmentIds, trx)
  trx.after('commit', () =>
    Tenant.run(organizationId, () =>
      BuildSegment.enqueueMany(segmentIds.map((segmentId) => ({ payload: { segmentId } })))
    )
  )
}

/** Works at a segment's build, chunk by chunk, each exactly once whoever else does the same. */
export async function buildSegment(segmentId: string, chunk = CHUNK): Promise<void> {
  const began = performance.now()
  try {
    while (await buildChunk(segmentId, chunk)) {
      if (performance.now() - began < TURN_MS) continue
      await BuildSegment.enqueue({ segmentId })
      return
    }
  } catch (error) {
    await delayBuild({ organizationId: Tenant.id(), segmentId }, (error as Error).message)
    if (error instanceof Refusal) return giveUp(segmentId, error.message)
    throw error
  }
}

/** Resolves to whether there is more to do. */
async function buildChunk(segmentId: string, size: number): Promise<boolean> {
  const organizationId = Tenant.id()
  const key = { organizationId, segmentId }
  const question = await questionOf(await zoneOf(organizationId))
  return db.transaction(async (trx) => {
    const [segment] = await Segment.locked([segmentId], trx)
    const build = segment && (await claimBuild(key, LEASE_SECONDS, trx))
    if (!build) return false
    if (segment.isArchived || !segment.isDynamic) {
      await endBuild(key, trx)
      return false
    }
    const { after, upTo, isLast } = await nextChunk(organizationId, build.afterId, size, trx)
    const turned = await evaluate(segment, { after, upTo }, question, trx)
    await recordTurned([{ segment, turned }], 'build', trx)
    const entered = turned.filter(({ isIn }) => isIn).length
    const sofar = {
      afterId: upTo,
      asked: build.asked + (isLast ? 0 : size),
      entered: build.entered + entered,
      departed: build.departed + turned.length - entered,
    }
    if (isLast) await finish(segment, sofar, trx)
    else await moveBuild(key, sofar, trx)
    await tellStaff('segments', segmentId, trx)
    return !isLast
  })
}

async function finish(
  segment: Segment,
  { asked, entered, departed }: { asked: number; entered: number; departed: number },
  trx: TransactionClientContract
): Promise<void> {
  const key = { organizationId: segment.organizationId, segmentId: segment.id }
  await endBuild(key, trx)
  const isFirst = !segment.isBuilt
  const now = clock.now()
  await segment
    .useTransaction(trx)
    .merge({
      memberCount: await countMembers(key, trx),
      countState: 'exact',
      countMargin: 0,
      countedAt: now,
      builtAt: now,
      builtVersion: segment.version,
      problem: null,
    })
    .save()
  await SegmentBuilt.record(
    {
      organizationId: segment.organizationId,
      subjectId: segment.id,
      payload: { name: segment.name, isFirst, asked, entered, departed },
    },
    trx
  )
}

/** A definition that cannot be asked any more: its members stay as they are until it is mended. */
async function giveUp(segmentId: string, problem: string): Promise<void> {
  await db.transaction(async (trx) => {
    const [segment] = await Segment.locked([segmentId], trx)
    if (!segment) return
    await endBuild({ organizationId: segment.organizationId, segmentId }, trx)
    await segment.useTransaction(trx).merge({ problem }).save()
    await tellStaff('segments', segmentId, trx)
  })
}

/** Brings back builds whose job was lost. */
export async function sweepBuilds(limit = 100): Promise<number> {
  const stranded = await strandedBuilds(limit)
  for (const { organizationId, segmentId } of stranded) {
    await Tenant.run(organizationId, () =>
      BuildSegment.enqueue({ segmentId }, { key: sweepKey(segmentId) })
    )
  }
  return stranded.length
}

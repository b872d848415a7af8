import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import Segment from '#crm/models/segment'
import { zoneOf } from '#crm/queries/segment_graph'
import { delayDues, type Due, duesUntil, forgetDues } from '#crm/queries/segment_members'
import { evaluate, questionOf, recordTurned } from '#crm/segment_evaluation'

const BATCH = 5_000
/** So many batches in one run; what is left comes with the next. */
const MOST_BATCHES = 40

/** Asks again whom time may have turned until now; resolves to how many were asked. */
export async function turnDue(batch = BATCH): Promise<number> {
  let asked = 0
  for (let n = 0; n < MOST_BATCHES; n++) {
    const dues = await duesUntil(clock.now().toISO(), batch)
    if (dues.length === 0) break
    for (const due of dues) {
      asked += due.contactIds.length
      await Tenant.run(due.organizationId, () => turnOrDelay(due))
    }
  }
  return asked
}

/** What fails is tried later: it must not stand before the others again and again. */
async function turnOrDelay(due: Due): Promise<void> {
  try {
    await turn(due)
  } catch (error) {
    logger.error({ err: error, segmentId: due.segmentId }, 'dues of a segment failed')
    await delayDues(due, clock.now().plus({ minutes: 10 }).toISO())
  }
}

async function turn({ organizationId, segmentId, contactIds }: Due): Promise<void> {
  const question = await questionOf(await zoneOf(organizationId))
  await db.transaction(async (trx) => {
    const key = { organizationId, segmentId }
    const [segment] = await Segment.locked([segmentId], trx)
    // It is gathered anew when it is mended or restored, and with that its dues.
    if (!segment || segment.isArchived || segment.problem) return forgetDues(key, trx)
    try {
      const turned = await evaluate(segment, { ids: contactIds }, question, trx)
      await recordTurned([{ segment, turned }], 'time', trx)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await segment.useTransaction(trx).merge({ problem: error.message }).save()
    }
  })
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { tellStaff } from '#identity/staff_channels'
import DealMoved from '#crm/events/deal_moved'
import DealUpdated from '#crm/events/deal_updated'
import PipelineStage from '#crm/models/pipeline_stage'
import { rankAt, type DropPlace } from '#crm/queries/deal_order'
import type Deal from '#crm/models/deal'
import { recordFact, recordStage } from '#crm/models/deal/facts'
import { requireFor } from '#crm/models/deal/requirements'
import { layDetails, type DealDetails } from '#crm/models/deal/revising'

/** A place in a stage, and what the stage needs that the deal has not yet. */
export type Move = DropPlace & { details?: DealDetails }

/**
 * Puts an open deal, whose row and new stage are locked, at a place there.
 * Throws a Refusal when it is closed, or lacks what the stage requires.
 */
export async function move(
  deal: Deal,
  stage: PipelineStage,
  { details = {}, ...place }: Move,
  trx: TransactionClientContract
): Promise<void> {
  if (deal.status !== 'open') {
    throw new Refusal(`This deal is ${deal.status}. Open it again to move it.`, {
      code: 'E_DEAL_CLOSED',
      status: 409,
    })
  }
  const contactBefore = deal.contactId
  const fields = await layDetails(deal, details, trx)
  const isElsewhere = stage.id !== deal.stageId
  if (isElsewhere) await requireFor(deal, stage)
  const from = { stageId: deal.stageId, pipelineId: deal.pipelineId }
  deal.rank = await rankAt(stage.id, deal.id, place, trx)
  if (isElsewhere) {
    deal.stageId = stage.id
    deal.pipelineId = stage.pipelineId
    deal.stageEnteredAt = clock.now()
  }
  await deal.save()
  if (fields.length > 0) await recordFact(deal, DealUpdated, { fields }, trx, [contactBefore])
  if (!isElsewhere) return tellStaff('deals', deal.pipelineId, trx, { dealId: deal.id })
  await recordStage(deal, 'moved', from.stageId, trx)
  const before = await PipelineStage.query({ client: trx }).where('id', from.stageId).firstOrFail()
  await recordFact(deal, DealMoved, { fromStage: before.name }, trx)
  if (from.pipelineId !== deal.pipelineId) {
    await tellStaff('deals', from.pipelineId, trx, { dealId: deal.id })
  }
}

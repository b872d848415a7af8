import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import DealLost from '#crm/events/deal_lost'
import DealReopened from '#crm/events/deal_reopened'
import DealWon from '#crm/events/deal_won'
import DealReason, { type Outcome } from '#crm/models/deal_reason'
import { rankAt } from '#crm/queries/deal_order'
import type Deal from '#crm/models/deal'
import { recordFact, recordStage } from '#crm/models/deal/facts'

export type Ending = { outcome: Outcome; reasonId?: string | null; note?: string | null }

/** Closes an open deal whose row is locked. Losing needs a reason where there are any to choose from. */
export async function close(
  deal: Deal,
  { outcome, reasonId = null, note = null }: Ending,
  trx: TransactionClientContract
): Promise<void> {
  if (deal.status !== 'open') {
    throw new Refusal(`This deal is ${deal.status} already`, {
      code: 'E_DEAL_CLOSED',
      status: 409,
    })
  }
  const reason = await reasonFor(outcome, reasonId, trx)
  deal.status = outcome
  deal.reasonId = reason?.id ?? null
  deal.outcomeNote = note
  deal.closedAt = clock.now()
  await deal.save()
  await recordStage(deal, outcome, deal.stageId, trx)
  const event = outcome === 'won' ? DealWon : DealLost
  await recordFact(deal, event, { reason: reason?.label ?? null }, trx)
}

/** Opens a closed deal again, on top of the stage in which it stood. Row and stage are locked. */
export async function reopen(deal: Deal, trx: TransactionClientContract): Promise<void> {
  if (deal.status === 'open') return
  deal.rank = await rankAt(deal.stageId, deal.id, {}, trx)
  deal.status = 'open'
  deal.reasonId = null
  deal.outcomeNote = null
  deal.closedAt = null
  deal.stageEnteredAt = clock.now()
  await deal.save()
  await recordStage(deal, 'reopened', deal.stageId, trx)
  await recordFact(deal, DealReopened, {}, trx)
}

async function reasonFor(
  outcome: Outcome,
  id: string | null,
  trx: TransactionClientContract
): Promise<DealReason | null> {
  const reasons = await DealReason.query({ client: trx }).where({ outcome }).whereNull('archivedAt')
  const reason = reasons.find((one) => one.id === id)
  if (reason) return reason
  if (id || (outcome === 'lost' && reasons.length > 0)) {
    throw new Refusal('Choose a reason', { code: 'E_REASON_MISSING', field: 'reasonId' })
  }
  return null
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Money } from '#core/money/money'
import DealUpdated from '#crm/events/deal_updated'
import DealLine from '#crm/models/deal_line'
import type Deal from '#crm/models/deal'
import { recordFact } from '#crm/models/deal/facts'

export type LinePlan = {
  name: string
  /** 1.5 hours are 150. */
  quantityHundredths: number
  /** Minor units of the deal's currency. */
  unitMinor: number
  sourceKind?: string | null
  sourceId?: string | null
}

/** What a line comes to: the amount of one times the quantity, rounded once. */
export function lineTotal({ unitMinor, quantityHundredths }: LinePlan, currency: string): number {
  return Money.of(unitMinor, currency).times(quantityHundredths / 100).minor
}

/** Makes the lines of a deal, whose row is locked, those of the plan; its amount is their sum where it follows them. */
export async function setLines(
  deal: Deal,
  plan: LinePlan[],
  amountFollowsLines: boolean,
  trx: TransactionClientContract
): Promise<void> {
  await DealLine.query({ client: trx }).where('dealId', deal.id).delete()
  const lines = plan.map((line, position) => ({
    ...line,
    sourceKind: line.sourceKind ?? null,
    sourceId: line.sourceId ?? null,
    dealId: deal.id,
    position,
    totalMinor: lineTotal(line, deal.currency),
  }))
  await DealLine.createMany(lines, { client: trx })
  deal.amountFollowsLines = amountFollowsLines
  if (amountFollowsLines) deal.amountMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  await deal.save()
  await recordFact(deal, DealUpdated, { fields: ['lines'] }, trx)
}

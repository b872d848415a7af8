import { BaseTransformer } from '@adonisjs/core/transformers'
import { clock } from '#core/clock/clock'
import type Deal from '#crm/models/deal'

/** Needs stage, contact and company preloaded. */
export default class DealTransformer extends BaseTransformer<Deal> {
  toObject() {
    const { stage, contact, company, expectedCloseOn, closedAt } = this.resource
    return {
      ...this.pick(this.resource, [
        'id',
        'title',
        'status',
        'pipelineId',
        'stageId',
        'amountMinor',
        'currency',
        'ownerId',
      ]),
      stage: stage.name,
      contact: contact && !contact.deletedAt ? { id: contact.id, name: contact.fullName } : null,
      company: company && !company.deletedAt ? { id: company.id, name: company.name } : null,
      expectedCloseOn: expectedCloseOn?.toISODate() ?? null,
      closedAt: closedAt?.toISO() ?? null,
      createdAt: this.resource.createdAt.toISO()!,
      daysInStage: Math.floor(clock.now().diff(this.resource.stageEnteredAt, 'days').as('days')),
      isRotting: this.isRotting,
    }
  }

  /** Needs the lines too. */
  forRecord() {
    const { lines, custom, amountFollowsLines, outcomeNote, reasonId } = this.resource
    return {
      ...this.toObject(),
      custom,
      amountFollowsLines,
      outcomeNote,
      reasonId,
      source: this.resource.source,
      stageEnteredAt: this.resource.stageEnteredAt.toISO()!,
      lines: lines.map((line) => ({
        id: line.id,
        name: line.name,
        quantityHundredths: line.quantityHundredths,
        unitMinor: line.unitMinor,
        totalMinor: line.totalMinor,
        sourceKind: line.sourceKind,
        sourceId: line.sourceId,
      })),
    }
  }

  private get isRotting(): boolean {
    const { status, stage, stageEnteredAt } = this.resource
    if (status !== 'open' || !stage.rottingDays) return false
    return stageEnteredAt < clock.now().minus({ days: stage.rottingDays })
  }
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import type { DealEvent, DealPayload } from '#crm/events/deal_event'
import DealContact from '#crm/models/deal_contact'
import DealStageChange, { type StageChangeKind } from '#crm/models/deal_stage_change'
import PipelineStage from '#crm/models/pipeline_stage'
import type Deal from '#crm/models/deal'

type EventClass = typeof DealEvent & (new () => DealEvent)

/**
 * Records what happened to a deal, and tells those who have its board or page
 * open. `parted` are contacts who belonged to it until now: it concerns them too.
 */
export async function recordFact(
  deal: Deal,
  event: EventClass,
  more: Partial<DealPayload>,
  trx: TransactionClientContract,
  parted: (string | null)[] = []
): Promise<void> {
  const [stage, people] = await Promise.all([
    PipelineStage.query({ client: trx }).where('id', deal.stageId).firstOrFail(),
    DealContact.query({ client: trx }).where('dealId', deal.id),
  ])
  const payload: DealPayload = {
    title: deal.title,
    pipelineId: deal.pipelineId,
    stageId: deal.stageId,
    stage: stage.name,
    amountMinor: deal.amountMinor,
    currency: deal.currency,
    status: deal.status,
    ...more,
    links: [
      ...(deal.companyId ? [{ type: 'company' as const, id: deal.companyId }] : []),
      ...[...new Set([...people.map((person) => person.contactId), ...parted])]
        .filter((id) => id !== null && id !== deal.contactId)
        .map((id) => ({ type: 'contact' as const, id: id! })),
    ],
  }
  await event.record(
    {
      organizationId: Tenant.id(),
      subjectId: deal.id,
      contactId: deal.contactId,
      payload: payload as unknown as DealPayload & Record<string, unknown>,
    },
    trx
  )
  await tellStaff('deals', deal.pipelineId, trx, { dealId: deal.id })
  await tellStaff('deals', deal.id, trx, deal.deletedAt ? { isDeleted: true } : {})
}

/** Writes where the deal stands now into its history. */
export async function recordStage(
  deal: Deal,
  kind: StageChangeKind,
  fromStageId: string | null,
  trx: TransactionClientContract
): Promise<void> {
  const { actor } = Context.get()
  await DealStageChange.create(
    {
      dealId: deal.id,
      kind,
      fromStageId,
      toStageId: deal.stageId,
      actorType: actor.type,
      actorId: actor.id,
      at: clock.now(),
    },
    { client: trx }
  )
}

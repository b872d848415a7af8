import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { fold } from '#crm/fold'
import Deal from '#crm/models/deal'
import DealReason, { type Outcome } from '#crm/models/deal_reason'
import Pipeline from '#crm/models/pipeline'
import type { StagePlan } from '#crm/models/pipeline/layable'
import { lockDealSettings, lockStage } from '#crm/queries/deal_locks'

const FIRST_STAGES = [
  { name: 'New', probability: 10, rottingDays: 7, requiredFields: [] },
  { name: 'Qualified', probability: 30, rottingDays: 14, requiredFields: ['contact'] },
  { name: 'Proposal', probability: 60, rottingDays: 14, requiredFields: ['contact', 'amount'] },
  {
    name: 'Negotiation',
    probability: 80,
    rottingDays: 10,
    requiredFields: ['contact', 'amount', 'closeDate'],
  },
]
const FIRST_REASONS: Record<Outcome, string[]> = {
  won: ['Best fit', 'Price', 'Recommendation', 'Known to us'],
  lost: ['Price', 'Chose somebody else', 'No budget', 'No answer', 'Bad timing'],
}

/** The organization's pipelines; the first visit makes one with the usual stages and reasons. */
export async function pipelinesOrFirst(): Promise<Pipeline[]> {
  const pipelines = await Pipeline.living()
  if (pipelines.length > 0) return pipelines
  await db.transaction(async (trx) => {
    await lockDealSettings(trx)
    const isFirst = !(await Pipeline.query({ client: trx }).whereNull('archivedAt').first())
    if (isFirst) await makeFirst(trx)
  })
  return Pipeline.living()
}

/** One of those in use, with its stages. Throws E_ROW_NOT_FOUND. */
export function livingPipeline(id: string, client?: TransactionClientContract): Promise<Pipeline> {
  return Pipeline.query({ client })
    .where('id', id)
    .whereNull('archivedAt')
    .preload('stages', (stages) => void stages.whereNull('archivedAt').orderBy('position'))
    .firstOrFail()
}

async function makeFirst(trx: TransactionClientContract): Promise<void> {
  const pipeline = await Pipeline.create({ name: 'Sales', position: 1 }, { client: trx })
  await pipeline.layStages(FIRST_STAGES, trx)
  if (await DealReason.query({ client: trx }).first()) return
  const reasons = Object.entries(FIRST_REASONS).flatMap(([outcome, labels]) =>
    labels.map((label, position) => ({
      organizationId: Tenant.id(),
      outcome: outcome as Outcome,
      label,
      position,
    }))
  )
  await DealReason.createMany(reasons, { client: trx })
}

/** A further pipeline, with the usual stages to begin from. Throws a Refusal for a name that is taken. */
export function addPipeline(name: string, client?: TransactionClientContract): Promise<Pipeline> {
  const run = async (trx: TransactionClientContract) => {
    await lockDealSettings(trx)
    const others = await Pipeline.query({ client: trx }).whereNull('archivedAt')
    refuseTakenName(name, others)
    const position = Math.max(0, ...others.map((one) => one.position)) + 1
    const pipeline = await Pipeline.create({ name, position }, { client: trx })
    await pipeline.layStages(FIRST_STAGES, trx)
    return pipeline
  }
  return client ? run(client) : db.transaction(run)
}

/** Name and stages of a pipeline as a whole; `movesTo` says where deals of a stage go that is taken away. */
export function revisePipeline(
  id: string,
  { name, stages, movesTo }: { name: string; stages: StagePlan[]; movesTo?: Record<string, string> }
): Promise<void> {
  return db.transaction(async (trx) => {
    await lockDealSettings(trx)
    const others = await Pipeline.query({ client: trx }).whereNull('archivedAt').whereNot('id', id)
    refuseTakenName(name, others)
    const pipeline = await Pipeline.query({ client: trx }).where('id', id).firstOrFail()
    pipeline.name = name
    await pipeline.save()
    await pipeline.layStages(stages, trx, movesTo)
    await tellStaff('deals', pipeline.id, trx)
  })
}

/** Puts a pipeline away. Throws a Refusal (409) for the last one, or while open deals stand in it. */
export function archivePipeline(id: string): Promise<void> {
  return db.transaction(async (trx) => {
    await lockDealSettings(trx)
    const pipelines = await Pipeline.query({ client: trx })
      .whereNull('archivedAt')
      .preload('stages')
    const pipeline = pipelines.find((one) => one.id === id)
    if (!pipeline) return
    if (pipelines.length === 1) refuse('The last pipeline stays: deals need a place to stand')
    for (const stage of pipeline.stages) await lockStage(stage.id, trx)
    const open = await Deal.query({ client: trx }).where({ pipelineId: id, status: 'open' }).first()
    if (open) refuse(`Open deals stand in ${pipeline.name}. Move or close them first.`)
    pipeline.archivedAt = clock.now()
    await pipeline.save()
  })
}

export type ReasonPlan = { id?: string | null; outcome: Outcome; label: string }

/** Makes the reasons those of the plan, in its order. Those left out stay with the deals that have them. */
export function reviseReasons(plan: ReasonPlan[]): Promise<void> {
  return db.transaction(async (trx) => {
    await lockDealSettings(trx)
    const standing = await DealReason.query({ client: trx }).whereNull('archivedAt')
    const kept = new Set<string>()
    for (const [position, { id, outcome, label }] of plan.entries()) {
      const reason = standing.find((one) => one.id === id) ?? new DealReason()
      reason.useTransaction(trx)
      Object.assign(reason, { outcome, label, position })
      await reason.save()
      kept.add(reason.id)
    }
    for (const reason of standing.filter((one) => !kept.has(one.id))) {
      reason.archivedAt = clock.now()
      await reason.save()
    }
  })
}

function refuseTakenName(name: string, others: Pipeline[]): void {
  if (!others.some((one) => fold(one.name) === fold(name))) return
  throw new Refusal(`There is a pipeline ${name} already`, { code: 'E_NAME_TAKEN', field: 'name' })
}

function refuse(message: string): never {
  throw new Refusal(message, { code: 'E_PIPELINE_IN_USE', status: 409 })
}

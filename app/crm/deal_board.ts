import { Refusal } from '#core/http/refusal'
import type { Staff } from '#identity/staff'
import { dealFields, fieldForPage } from '#crm/deal_fields'
import DealReason from '#crm/models/deal_reason'
import type Pipeline from '#crm/models/pipeline'
import { pipelinesOrFirst } from '#crm/pipelines'
import { boardCards, boardTotals } from '#crm/queries/deal_board'
import { dealOwners } from '#crm/queries/deal_record'
import PipelineTransformer from '#crm/transformers/pipeline_transformer'

const FIRST_CARDS = 30

type Asked = {
  pipeline?: string
  q?: string
  owner?: string
  shown?: Record<string, number>
}

/** The board of a pipeline: totals of each stage, and its first cards. */
export async function boardOf(pipeline: Pipeline, { q, owner, shown = {} }: Asked) {
  const limits = pipeline.stages.map((stage) => ({
    stageId: stage.id,
    limit: shown[stage.id] ?? FIRST_CARDS,
  }))
  const filters = { q, ownerId: owner }
  const [totals, { cards, more }] = await Promise.all([
    boardTotals(pipeline.id, filters),
    boardCards(limits, filters),
  ])
  return { totals, cards, more }
}

/** The pipeline asked for, else the first. Throws a Refusal (404) for none of ours. */
export function chosenPipeline(pipelines: Pipeline[], id: string | undefined): Pipeline {
  const chosen = id ? pipelines.find((one) => one.id === id) : pipelines[0]
  if (!chosen) {
    throw new Refusal('This pipeline is not there any more', {
      code: 'E_UNKNOWN_PIPELINE',
      field: 'pipeline',
    })
  }
  return chosen
}

/** What every page of deals chooses from: pipelines, owners, reasons, custom fields. */
export async function dealSetting(staff: Staff) {
  const [pipelines, owners, reasons, fields] = await Promise.all([
    pipelinesOrFirst(),
    dealOwners(),
    DealReason.query().whereNull('archivedAt').orderBy('position').orderBy('createdAt'),
    dealFields(),
  ])
  return {
    pipelines,
    props: {
      pipelines: PipelineTransformer.transform(pipelines),
      owners,
      reasons: reasons.map(({ id, outcome, label }) => ({ id, outcome, label })),
      fields: fields.map(fieldForPage),
      currency: staff.organization.currency,
      me: staff.user.id,
      can: {
        create: staff.can('deals:create'),
        update: staff.can('deals:update'),
        delete: staff.can('deals:delete'),
        settings: staff.can('pipelines:update'),
      },
    },
  }
}

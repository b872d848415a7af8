import { Refusal } from '#core/http/refusal'
import type { Staff } from '#identity/staff'
import type { DealFilter } from '#crm/deal_filter'
import { dealFields, fieldForPage } from '#crm/deal_fields'
import DealReason from '#crm/models/deal_reason'
import type Pipeline from '#crm/models/pipeline'
import { pipelinesOrFirst } from '#crm/pipelines'
import {
  boardCards,
  boardTotals,
  cardsAfter,
  cardsNow,
  type CardPosition,
} from '#crm/queries/deal_board'
import { dealOwners } from '#crm/queries/deal_record'
import PipelineTransformer from '#crm/transformers/pipeline_transformer'

const FIRST_CARDS = 30
const FURTHER_CARDS = 60

type Fitting = { q?: string; owner?: string; rotting?: boolean; filter: DealFilter }

const filtersOf = ({ q, owner, rotting, filter }: Fitting) => ({
  ...{ q, ownerId: owner, isRotting: rotting, filter },
})

/** The board of a pipeline: totals of each stage, and its first cards. */
export async function boardOf(pipeline: Pipeline, asked: Fitting) {
  const limits = pipeline.stages.map((stage) => ({ stageId: stage.id, limit: FIRST_CARDS }))
  const filters = filtersOf(asked)
  const [totals, { cards, more }] = await Promise.all([
    boardTotals(pipeline.id, filters),
    boardCards(limits, filters),
  ])
  return { totals, cards, more }
}

/** The next cards of a stage, for who scrolls on. */
export function furtherCards(stageId: string, after: CardPosition, asked: Fitting) {
  return cardsAfter(stageId, after, filtersOf(asked), FURTHER_CARDS)
}

/** Some deals as they stand on the board now (those that left it are not among them), and its totals. */
export async function cardsOf(pipelineId: string, ids: string[], asked: Fitting) {
  const filters = filtersOf(asked)
  const [cards, totals] = await Promise.all([
    cardsNow(pipelineId, ids, filters),
    boardTotals(pipelineId, filters),
  ])
  return { cards, totals }
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

import { DomainEvent } from '#core/events/domain_event'

export type DealPayload = {
  title: string
  pipelineId: string
  stageId: string
  /** The stage's name as it was. */
  stage: string
  amountMinor: number
  currency: string
  status: string
  /** Of a move: name of the stage before. */
  fromStage?: string
  /** Of an outcome: why. */
  reason?: string | null
  /** Of a change: which fields. */
  fields?: string[]
  /** Further records whose timelines show it. */
  links: { type: 'company' | 'contact' | 'deal'; id: string }[]
}

/** What every fact about a deal says. */
export abstract class DealEvent extends DomainEvent {
  static subject = 'deal'
  static isPublic = true
  static schema = {
    type: 'object' as const,
    properties: {
      title: { type: 'string' },
      pipelineId: { type: 'string', format: 'uuid' },
      stageId: { type: 'string', format: 'uuid' },
      stage: { type: 'string' },
      amountMinor: { type: 'integer' },
      currency: { type: 'string' },
      status: { enum: ['open', 'won', 'lost'] },
      fromStage: { type: 'string' },
      reason: { type: ['string', 'null'] },
      fields: { type: 'array', items: { type: 'string' } },
      links: {
        type: 'array',
        items: {
          type: 'object',
          properties: { type: { type: 'string' }, id: { type: 'string', format: 'uuid' } },
          required: ['type', 'id'],
        },
      },
    },
    required: ['title', 'pipelineId', 'stageId', 'stage', 'amountMinor', 'currency', 'status'],
  }
  declare static payload: DealPayload
}

import { DomainEvent } from '#core/events/domain_event'

/** Every recipient of a sending to many has come to an end: sent, skipped, refused or in doubt. */
export default class SendRunFinished extends DomainEvent {
  static type = 'send_run.finished'
  static subject = 'campaign'
  static label = 'A sending was finished'
  static schema = {
    type: 'object' as const,
    properties: {
      runId: { type: 'integer' },
      sourceKind: { type: 'string' },
      audience: { type: 'integer' },
    },
    required: ['runId', 'sourceKind', 'audience'],
  }
  declare static payload: { runId: number; sourceKind: string; audience: number }
}

import { DomainEvent } from '#core/events/domain_event'

/** What is said of a segment itself. */
export abstract class SegmentEvent extends DomainEvent {
  static subject = 'segment'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}

/** Why somebody entered or left: a change of theirs, time alone, a new definition, or by hand. */
export type MembershipCause = 'change' | 'time' | 'build' | 'hand'

/** What is said of a contact's membership. */
export abstract class MembershipEvent extends DomainEvent {
  static subject = 'segment'
  static isPublic = true
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
      cause: { enum: ['change', 'time', 'build', 'hand'] },
    },
    required: ['name', 'cause'],
  }
  declare static payload: { name: string; cause: MembershipCause }
}

import { DomainEvent } from '#core/events/domain_event'

/**
 * All contacts were asked. The first time, those who are in it are its start: no
 * `segment.entered` is recorded for each of them.
 */
export default class SegmentBuilt extends DomainEvent {
  static type = 'segment.built'
  static subject = 'segment'
  static label = 'Members of a segment gathered'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
      isFirst: { type: 'boolean' },
      asked: { type: 'integer' },
      entered: { type: 'integer' },
      departed: { type: 'integer' },
    },
    required: ['name', 'isFirst', 'asked', 'entered', 'departed'],
  }
  declare static payload: {
    name: string
    isFirst: boolean
    asked: number
    entered: number
    departed: number
  }
}

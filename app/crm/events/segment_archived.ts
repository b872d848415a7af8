import { SegmentEvent } from '#crm/events/segment_event'

export default class SegmentArchived extends SegmentEvent {
  static type = 'segment.archived'
  static label = 'Segment archived'
}

import { SegmentEvent } from '#crm/events/segment_event'

export default class SegmentUpdated extends SegmentEvent {
  static type = 'segment.updated'
  static label = 'Segment changed'
}

import { SegmentEvent } from '#crm/events/segment_event'

export default class SegmentCreated extends SegmentEvent {
  static type = 'segment.created'
  static label = 'Segment created'
}

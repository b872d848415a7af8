import { SegmentEvent } from '#crm/events/segment_event'

export default class SegmentRestored extends SegmentEvent {
  static type = 'segment.restored'
  static label = 'Segment restored'
}

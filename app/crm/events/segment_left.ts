import { MembershipEvent } from '#crm/events/segment_event'

export default class SegmentLeft extends MembershipEvent {
  static type = 'segment.left'
  static label = 'Left a segment'
}

import { MembershipEvent } from '#crm/events/segment_event'

export default class SegmentEntered extends MembershipEvent {
  static type = 'segment.entered'
  static label = 'Entered a segment'
}

import { DealEvent } from '#crm/events/deal_event'

export default class DealLost extends DealEvent {
  static type = 'deal.lost'
  static label = 'Deal lost'
}

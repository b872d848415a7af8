import { DealEvent } from '#crm/events/deal_event'

export default class DealMoved extends DealEvent {
  static type = 'deal.moved'
  static label = 'Deal moved to another stage'
}

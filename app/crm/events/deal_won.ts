import { DealEvent } from '#crm/events/deal_event'

export default class DealWon extends DealEvent {
  static type = 'deal.won'
  static label = 'Deal won'
}

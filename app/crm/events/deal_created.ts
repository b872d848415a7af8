import { DealEvent } from '#crm/events/deal_event'

export default class DealCreated extends DealEvent {
  static type = 'deal.created'
  static label = 'Deal created'
}

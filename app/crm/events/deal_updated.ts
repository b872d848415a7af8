import { DealEvent } from '#crm/events/deal_event'

export default class DealUpdated extends DealEvent {
  static type = 'deal.updated'
  static label = 'Deal changed'
}

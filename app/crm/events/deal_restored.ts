import { DealEvent } from '#crm/events/deal_event'

export default class DealRestored extends DealEvent {
  static type = 'deal.restored'
  static label = 'Deal restored'
}

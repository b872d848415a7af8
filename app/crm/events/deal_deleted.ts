import { DealEvent } from '#crm/events/deal_event'

export default class DealDeleted extends DealEvent {
  static type = 'deal.deleted'
  static label = 'Deal deleted'
}

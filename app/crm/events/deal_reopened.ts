import { DealEvent } from '#crm/events/deal_event'

export default class DealReopened extends DealEvent {
  static type = 'deal.reopened'
  static label = 'Deal opened again'
}

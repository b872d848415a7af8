import type Stripe from 'stripe'
import { newId } from '#sandbox/stripe/ids'
import type { Account } from '#sandbox/stripe/account'
import type { Control } from '#sandbox/control'
import type { WebhookDeliveries } from '#sandbox/stripe/webhook_deliveries'

/** The version of Stripe's API that is stood in for: the installed SDK's. */
export const API_VERSION = '2026-10-28.endive'

/** What asked for the change; null when time or the payer did. */
export interface Cause {
  id: string | null
  idempotency_key: string | null
}
export const NOBODY: Cause = { id: null, idempotency_key: null }

/** Writes down what happened and sends it to the endpoints that listen. */
export class EventBook {
  constructor(
    private control: Control,
    private deliveries: WebhookDeliveries
  ) {}

  emit(account: Account, type: string, object: object, cause: Cause = NOBODY): Stripe.Event {
    const { endpoint, event: events } = account.collections
    const listeners = [...endpoint].filter(
      ({ status, enabled_events: wanted }) =>
        status === 'enabled' && (wanted.includes('*') || wanted.includes(type))
    )
    const event = {
      id: newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.control.now(),
      // A copy: an event tells how things were, whatever becomes of them.
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: listeners.length,
      request: cause,
      type,
    } as Stripe.Event
    events.put(event)
    for (const listener of listeners) this.deliveries.schedule(account, listener, event)
    return event
  }
}

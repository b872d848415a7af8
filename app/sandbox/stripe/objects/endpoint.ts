import type Stripe from 'stripe'
import { newId } from '#sandbox/stripe/ids'

export function buildEndpoint(
  given: {
    url: string
    enabledEvents: string[]
    description?: string | null
    apiVersion?: string | null
    metadata?: Record<string, string>
  },
  created: number
): Stripe.WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: given.apiVersion ?? null,
    application: null,
    created,
    description: given.description ?? null,
    enabled_events: given.enabledEvents,
    livemode: false,
    metadata: given.metadata ?? {},
    status: 'enabled',
    url: given.url,
  }
}

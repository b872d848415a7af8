import Stripe from 'stripe'
import type { StripeAccount } from '#payments/stripe_account'

/** How old a signature may be; replays of an older body are refused. */
const TOLERANCE_SECONDS = 300

/** A body that its account did not sign, or not for this install. Never says which part was wrong. */
export class ForgedWebhook extends Error {}

/** What the app needs of an event; the object itself is fetched when it is applied. */
export type StripeEventHead = {
  id: string
  type: string
  created: number
  objectId: string | null
}

/**
 * Reads an event whose raw bytes were signed with one of the account's secrets
 * within five minutes. Throws ForgedWebhook.
 */
export function readSignedEvent(
  raw: string,
  signature: string | undefined,
  account: StripeAccount
): StripeEventHead {
  if (!signature || signature.length > 4096) throw new ForgedWebhook()
  const event = verified(raw, signature, account.webhookSecrets)
  const isEvent =
    event?.object === 'event' && typeof event.id === 'string' && typeof event.type === 'string'
  if (!isEvent || event.livemode !== account.isLive) throw new ForgedWebhook()
  const { id } = event.data.object as { id?: unknown }
  return {
    id: event.id,
    type: event.type,
    created: event.created,
    objectId: typeof id === 'string' ? id : null,
  }
}

function verified(raw: string, signature: string, secrets: string[]): Stripe.Event {
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(raw, signature, secret, TOLERANCE_SECONDS)
    } catch (error) {
      if (error instanceof SyntaxError) throw new ForgedWebhook()
    }
  }
  throw new ForgedWebhook()
}

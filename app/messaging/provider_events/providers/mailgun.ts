import { createHmac } from 'node:crypto'
import { safeEqual } from '#core/crypto/tokens'
import { classify } from '#messaging/provider_events/bounce_class'
import {
  ForgedWebhook,
  type IncomingEvent,
  momentOf,
  objectOf,
  type ProviderWebhook,
  type ReadFact,
  refFrom,
  refOfMetadata,
} from '#messaging/provider_events/webhook'

/** Mailgun repeats a delivery for eight hours. */
const WINDOW_MS = 12 * 3_600_000
const AHEAD_MS = 5 * 60_000

/**
 * Mailgun signs a time and a token, not the body: so that somebody who saw one delivery cannot make another of it,
 * a token is good for its own event alone.
 */
export const mailgun: ProviderWebhook = {
  secret: 'webhookSecret',
  async read({ raw, now }, { secrets }): Promise<IncomingEvent[]> {
    const body = objectOf(raw)
    const { timestamp, token, signature } = (body.signature ?? {}) as Record<string, unknown>
    const expected = createHmac('sha256', secrets.webhookSecret)
      .update(`${timestamp}${token}`)
      .digest('hex')
    const age = now - Number(timestamp) * 1000
    const isTimely = age <= WINDOW_MS && age >= -AHEAD_MS
    const isToken = typeof token === 'string' && token.length >= 20 && token.length <= 200
    if (!isTimely || !isToken || !safeEqual(String(signature), expected)) throw new ForgedWebhook()
    const event = body['event-data'] ?? {}
    if (typeof event.id !== 'string' || typeof event.event !== 'string') throw new ForgedWebhook()
    return [
      {
        eventId: event.id,
        type: event.event,
        at: momentOf(event.timestamp),
        body: raw,
        proof: token,
      },
    ]
  },
  factsOf(body) {
    const event = objectOf(body)['event-data'] ?? {}
    const status = event['delivery-status'] ?? {}
    const messageId = event.message?.headers?.['message-id']
    const reply = [status.code, status['enhanced-code'], status.message || status.description]
      .filter(Boolean)
      .join(' ')
    const fact = (kind: ReadFact['kind'], rest: Partial<ReadFact> = {}): ReadFact[] => [
      {
        ref: refOfMetadata(event['user-variables']) ?? refFrom(messageId),
        kind,
        happenedAt: momentOf(event.timestamp) ?? new Date(),
        providerId: messageId ? `<${messageId}>` : null,
        address: event.recipient ?? null,
        detail: { reply, reason: event.reason },
        ...rest,
      },
    ]
    switch (event.event) {
      case 'accepted':
        return fact('accepted')
      case 'delivered':
        return fact('delivered')
      case 'complained':
        return fact('complained')
      case 'unsubscribed':
        return fact('unsubscribed')
      case 'rejected':
        return fact('failed', { detail: { reason: event.reject?.reason } })
      case 'failed': {
        if (event.severity === 'temporary') return fact('deferred')
        // On Mailgun's own list: an earlier bounce or complaint.
        if (event.reason === 'suppress-bounce') return fact('bounced', { bounce: 'hard' })
        if (event.reason === 'suppress-complaint') return fact('complained')
        if (event.reason === 'suppress-unsubscribe') return fact('failed')
        const kind = classify(status['enhanced-code'], reply)
        if (kind === 'blocked') return fact('blocked')
        // Given up after many tries: whatever the last code was, nobody said that there is no such mailbox.
        return fact('bounced', { bounce: event.reason === 'old' ? 'soft' : kind })
      }
      default:
        return []
    }
  },
}

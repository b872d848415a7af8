import { createPublicKey, verify } from 'node:crypto'
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

/** SendGrid repeats a delivery for a day. */
const WINDOW_MS = 25 * 3_600_000
const AHEAD_MS = 5 * 60_000
const MOST_EVENTS = 5000

/** SendGrid signs time and body with ECDSA and sends up to a thousand events together. */
export const sendgrid: ProviderWebhook = {
  secret: 'webhookSecret',
  async read({ raw, header, now }, { secrets }): Promise<IncomingEvent[]> {
    const signature = header('x-twilio-email-event-webhook-signature')
    const timestamp = header('x-twilio-email-event-webhook-timestamp')
    const age = now - Number(timestamp) * 1000
    const isTimely = timestamp && age <= WINDOW_MS && age >= -AHEAD_MS
    if (!signature || !isTimely || !isSigned(timestamp + raw, signature, secrets.webhookSecret)) {
      throw new ForgedWebhook()
    }
    const events: unknown = objectOf(raw)
    if (!Array.isArray(events) || events.length > MOST_EVENTS) throw new ForgedWebhook()
    return events.flatMap((event): IncomingEvent[] => {
      const { sg_event_id: eventId, event: type, timestamp: at } = event ?? {}
      if (typeof eventId !== 'string' || typeof type !== 'string') return []
      return [{ eventId, type, at: momentOf(at), body: JSON.stringify(event) }]
    })
  },
  factsOf(body) {
    const event = objectOf(body)
    const reply = String(event.response ?? event.reason ?? '')
    const fact = (kind: ReadFact['kind'], rest: Partial<ReadFact> = {}): ReadFact[] => [
      {
        ref: refOfMetadata(event) ?? refFrom(event['smtp-id']),
        kind,
        happenedAt: momentOf(event.timestamp) ?? new Date(),
        providerId: String(event.sg_message_id ?? '').split('.')[0] || null,
        address: event.email ?? null,
        detail: { reply, type: event.type },
        ...rest,
      },
    ]
    switch (event.event) {
      case 'processed':
        return fact('accepted')
      case 'delivered':
        return fact('delivered')
      case 'deferred':
        return fact('deferred')
      case 'bounce': {
        if (event.type === 'blocked') {
          const kind = classify(event.status, reply)
          return kind === 'soft' ? fact('bounced', { bounce: 'soft' }) : fact('blocked')
        }
        const kind = classify(event.status, reply)
        return kind === 'blocked' ? fact('blocked') : fact('bounced', { bounce: kind })
      }
      case 'dropped':
        return dropped(reply, fact)
      case 'spamreport':
        return fact('complained')
      case 'unsubscribe':
      case 'group_unsubscribe':
        return fact('unsubscribed')
      default:
        return []
    }
  },
}

/** On SendGrid's own lists: what happened to an earlier mail of somebody's. */
function dropped(
  reason: string,
  fact: (kind: ReadFact['kind'], rest?: Partial<ReadFact>) => ReadFact[]
): ReadFact[] {
  if (/bounced address|^invalid$/i.test(reason)) return fact('bounced', { bounce: 'hard' })
  if (/spam reporting/i.test(reason)) return fact('complained')
  return fact('failed')
}

function isSigned(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    return verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

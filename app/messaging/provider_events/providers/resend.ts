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
  refOfMetadata,
} from '#messaging/provider_events/webhook'

/** Every attempt is signed anew. */
const TOLERANCE_SECONDS = 300

/** Resend sends by Svix: id, time and body are signed, with several signatures while a secret is exchanged. */
export const resend: ProviderWebhook = {
  secret: 'webhookSecret',
  async read({ raw, header, now }, { secrets }): Promise<IncomingEvent[]> {
    const id = header('svix-id') ?? ''
    const timestamp = header('svix-timestamp') ?? ''
    const isTimely = Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS
    const isId = /^[\w-]{3,100}$/.test(id)
    const key = Buffer.from(secrets.webhookSecret.replace(/^whsec_/, ''), 'base64')
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64')
    const given = (header('svix-signature') ?? '').slice(0, 2000).split(' ')
    const isSigned = given.some((one) => one.startsWith('v1,') && safeEqual(one.slice(3), expected))
    if (!timestamp || !isTimely || !isId || !isSigned) throw new ForgedWebhook()
    const event = objectOf(raw)
    if (typeof event.type !== 'string') throw new ForgedWebhook()
    return [{ eventId: id, type: event.type, at: momentOf(event.created_at), body: raw }]
  },
  factsOf(body) {
    const event = objectOf(body)
    const data = event.data ?? {}
    const fact = (kind: ReadFact['kind'], rest: Partial<ReadFact> = {}): ReadFact[] => [
      {
        ref: refOfMetadata(tagsOf(data.tags)),
        kind,
        happenedAt: momentOf(event.created_at) ?? new Date(),
        providerId: data.email_id ?? null,
        address: Array.isArray(data.to) ? (data.to[0] ?? null) : null,
        detail: {},
        ...rest,
      },
    ]
    switch (event.type) {
      case 'email.sent':
        return fact('accepted')
      case 'email.delivered':
        return fact('delivered')
      case 'email.delivery_delayed':
        return fact('deferred')
      case 'email.complained':
        return fact('complained')
      case 'email.failed':
        return fact('failed', { detail: { reason: data.failed?.reason } })
      case 'email.suppressed':
        return fact('failed', { detail: { reason: data.suppressed?.message } })
      case 'email.bounced': {
        const { type, subType, message = '' } = data.bounce ?? {}
        const detail = { type, subType, reply: message }
        if (type === 'Permanent') {
          // Of SES' words: a suppressed address bounced before, one "General" is a mailbox that is not there.
          return classify(null, message) === 'blocked'
            ? fact('blocked', { detail })
            : fact('bounced', { bounce: 'hard', detail })
        }
        return /content|attachment/i.test(subType ?? '')
          ? fact('blocked', { detail })
          : fact('bounced', { bounce: 'soft', detail })
      }
      default:
        return []
    }
  },
}

/** `{ name: value }`, or as they were sent: `[{ name, value }]`. */
function tagsOf(tags: unknown): Record<string, unknown> {
  if (!Array.isArray(tags)) return (tags ?? {}) as Record<string, unknown>
  return Object.fromEntries(tags.map(({ name, value }) => [name, value]))
}

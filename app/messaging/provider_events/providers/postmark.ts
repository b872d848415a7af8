import { createHash } from 'node:crypto'
import { safeEqual } from '#core/crypto/tokens'
import {
  ForgedWebhook,
  type Given,
  type IncomingEvent,
  momentOf,
  objectOf,
  type ProviderWebhook,
  type ReadFact,
  refOfMetadata,
} from '#messaging/provider_events/webhook'

/** Bounce types of Postmark that say there is no such mailbox. */
const HARD = ['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated']
const BLOCKED = [
  'Blocked',
  'SpamNotification',
  'SpamComplaint',
  'DMARCPolicy',
  'VirusNotification',
  'ISPBlocked',
]
const AUTOMATIC = ['AutoResponder', 'AddressChange', 'ChallengeVerification', 'OpenRelayTest']
const DELAYED = ['DnsError', 'Transient']

/**
 * Postmark does not sign: it sends the user name and password of the webhook's address. Its events have no id of
 * their own, so what tells them apart is made one.
 */
export const postmark: ProviderWebhook = {
  secret: 'webhookSecret',
  async read({ raw, header }, { secrets }): Promise<IncomingEvent[]> {
    const [scheme, credentials = ''] = (header('authorization') ?? '').split(' ')
    const given = Buffer.from(credentials, 'base64').toString('utf8')
    const password = given.slice(given.indexOf(':') + 1)
    if (scheme.toLowerCase() !== 'basic' || !safeEqual(password, secrets.webhookSecret)) {
      throw new ForgedWebhook()
    }
    const event = objectOf(raw)
    const type = String(event.RecordType ?? '')
    if (!type) throw new ForgedWebhook()
    const at = atOf(event)
    const own = [event.ID, event.MessageID, event.Recipient ?? event.Email, at?.toISOString()]
    const told = type === 'Click' ? [...own, event.OriginalLink] : own
    const digest = createHash('sha256').update(told.join('\n')).digest('hex').slice(0, 32)
    return [{ eventId: `${type}-${digest}`, type, at, body: raw }]
  },
  factsOf(body) {
    const event = objectOf(body)
    const fact = (rest: Pick<ReadFact, 'kind' | 'detail'> & Partial<ReadFact>): ReadFact[] => [
      {
        ref: refOfMetadata(event.Metadata),
        happenedAt: atOf(event) ?? new Date(),
        providerId: event.MessageID ?? null,
        address: event.Recipient ?? event.Email ?? null,
        ...rest,
      },
    ]
    switch (event.RecordType) {
      case 'Delivery':
        return fact({ kind: 'delivered', detail: { reply: event.Details } })
      case 'Bounce':
        return bounce(event, fact)
      case 'SpamComplaint':
        return fact({ kind: 'complained', detail: { type: event.Type } })
      case 'SubscriptionChange':
        return event.SuppressSending && event.SuppressionReason === 'ManualSuppression'
          ? fact({ kind: 'unsubscribed', detail: { origin: event.Origin } })
          : []
      default:
        return []
    }
  },
}

function bounce(
  event: Given,
  fact: (rest: Pick<ReadFact, 'kind' | 'detail'> & Partial<ReadFact>) => ReadFact[]
): ReadFact[] {
  const type = String(event.Type)
  const detail = { type, reply: event.Details, reason: event.Description }
  if (type === 'Unsubscribe' || type === 'Subscribe') return []
  if (AUTOMATIC.includes(type)) return fact({ kind: 'auto_replied', detail })
  if (type === 'SpamComplaint') return fact({ kind: 'complained', detail })
  if (HARD.includes(type)) return fact({ kind: 'bounced', bounce: 'hard', detail })
  if (BLOCKED.includes(type)) return fact({ kind: 'blocked', detail })
  if (DELAYED.includes(type)) return fact({ kind: 'deferred', detail })
  return fact({ kind: 'bounced', bounce: 'soft', detail })
}

function atOf(event: Given): Date | null {
  return momentOf(event.DeliveredAt ?? event.BouncedAt ?? event.ReceivedAt ?? event.ChangedAt)
}

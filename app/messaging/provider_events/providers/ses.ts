import { classify } from '#messaging/provider_events/bounce_class'
import { Sns } from '#messaging/provider_events/sns'
import { pinTopic } from '#messaging/provider_events/webhook_accounts'
import {
  ForgedWebhook,
  type Given,
  type IncomingEvent,
  momentOf,
  objectOf,
  type ProviderWebhook,
  type ReadFact,
  refFrom,
  refOfMetadata,
  type WebhookAccount,
} from '#messaging/provider_events/webhook'

let sns = new Sns()

/** Tests: another way to Amazon. */
export function useSns(other: Sns): void {
  sns = other
}

/**
 * Amazon SES speaks through SNS, whose signature says only that it is Amazon's: anybody may have a topic there. So
 * an account has one topic, the one of its settings or the first that asks to be confirmed, and no other is heard.
 */
export const ses: ProviderWebhook = {
  secret: null,
  async read({ raw }, account): Promise<IncomingEvent[]> {
    const message = await sns.read(raw)
    const { type, topicArn } = message
    if (type === 'UnsubscribeConfirmation') return []
    if (type === 'SubscriptionConfirmation') {
      if (!isOfRegion(topicArn, account) || !(await pinTopic(account, topicArn))) {
        throw new ForgedWebhook()
      }
      await sns.confirm(message)
      return []
    }
    if (account.settings.topicArn !== topicArn) throw new ForgedWebhook()
    const event = parsed(message.message)
    // "Successfully validated SNS topic ..." and the like.
    if (!event) return []
    return [
      {
        eventId: message.messageId,
        type: String(event.eventType ?? event.notificationType),
        at: momentOf(message.timestamp),
        body: message.message,
      },
    ]
  },
  factsOf(body) {
    const event = objectOf(body)
    const mail = event.mail ?? {}
    const ref = refOfMetadata(mail.tags) ?? refOfHeaders(mail)
    const fact = (
      kind: ReadFact['kind'],
      at: unknown,
      detail: Record<string, unknown>,
      rest: Partial<ReadFact> = {}
    ): ReadFact => ({
      ref,
      kind,
      happenedAt: momentOf(at) ?? momentOf(mail.timestamp) ?? new Date(),
      providerId: mail.messageId ?? null,
      address: mail.destination?.length === 1 ? mail.destination[0] : null,
      detail,
      ...rest,
    })
    switch (event.eventType ?? event.notificationType) {
      case 'Send':
        return [fact('accepted', mail.timestamp, {})]
      case 'Delivery': {
        const { timestamp, smtpResponse, recipients } = event.delivery ?? {}
        return [fact('delivered', timestamp, { reply: smtpResponse }, { address: recipients?.[0] })]
      }
      case 'DeliveryDelay': {
        const { timestamp, delayType, delayedRecipients: [first] = [] } = event.deliveryDelay ?? {}
        return [fact('deferred', timestamp, { type: delayType, reply: first?.diagnosticCode })]
      }
      case 'Bounce':
        return bounces(event.bounce ?? {}, fact)
      case 'Complaint': {
        const { timestamp, complaintFeedbackType, complainedRecipients: [first] = [] } = event.complaint ?? {} // prettier-ignore
        // SES may not say who of several complained; ours have one recipient each.
        const address = first?.emailAddress ?? null
        return [fact('complained', timestamp, { type: complaintFeedbackType }, { address })]
      }
      case 'Reject':
        return [fact('failed', mail.timestamp, { reason: event.reject?.reason })]
      case 'Rendering Failure':
        return [fact('failed', mail.timestamp, { reason: event.failure?.errorMessage })]
      default:
        return []
    }
  },
}

function bounces(
  bounce: Given,
  fact: (
    kind: ReadFact['kind'],
    at: unknown,
    detail: Record<string, unknown>,
    rest?: Partial<ReadFact>
  ) => ReadFact
): ReadFact[] {
  const { bounceType, bounceSubType, bouncedRecipients = [], timestamp } = bounce
  return bouncedRecipients.map(
    ({ emailAddress, status, diagnosticCode }: Record<string, string | undefined>) => {
      const address = emailAddress ?? null
      const detail = { type: `${bounceType}/${bounceSubType}`, status, reply: diagnosticCode }
      const said = classify(status, diagnosticCode ?? '')
      if (bounceType === 'Permanent') {
        // The codes say more than the type: a policy's refusal is "Permanent" too.
        return said === 'blocked' && bounceSubType === 'General'
          ? fact('blocked', timestamp, detail, { address })
          : fact('bounced', timestamp, detail, { address, bounce: 'hard' })
      }
      const isContent = /ContentRejected|AttachmentRejected/.test(bounceSubType)
      return isContent || said === 'blocked'
        ? fact('blocked', timestamp, detail, { address })
        : fact('bounced', timestamp, detail, { address, bounce: 'soft' })
    }
  )
}

function isOfRegion(topicArn: string, { settings }: WebhookAccount): boolean {
  return typeof settings.region !== 'string' || topicArn.split(':')[3] === settings.region
}

function refOfHeaders(mail: Given) {
  const headers: { name: string; value: string }[] = mail.headers ?? []
  const named = headers.find(({ name }) => /^x-warren-ref$/i.test(name))?.value
  const ours = headers.find(({ name }) => /^message-id$/i.test(name))?.value
  return refFrom(named, ours, mail.commonHeaders?.messageId)
}

function parsed(text: string): Given | null {
  try {
    return objectOf(text)
  } catch {
    return null
  }
}

import type { MailFact } from '#messaging/provider_events/mail_fact'
import { readRef, refInMessageId, type MailRef } from '#messaging/refs'

/** A body that the account's provider did not send, or not for this account. Never says which part was wrong. */
export class ForgedWebhook extends Error {}

/** A request to a webhook's address, as far as its proof needs it. */
export type WebhookRequest = {
  raw: string
  header(name: string): string | undefined
  /** Real time, for signatures; milliseconds since 1970. */
  now: number
}

/** The account that a webhook's address names, with its secrets opened. */
export type WebhookAccount = {
  id: string
  organizationId: string
  provider: string
  settings: Record<string, unknown>
  secrets: Record<string, string>
}

/** One event of a delivery, as it is kept: `body` is what the provider sent of it. */
export type IncomingEvent = {
  /** Unique per account, the same for each repetition. */
  eventId: string
  type: string
  at: Date | null
  body: string
  /** What must not come with another event: a signature that covers no body. */
  proof?: string
}

/** A fact of an event before it is known whose mail it speaks of. */
export type ReadFact = Omit<MailFact, 'ref' | 'dedupeKey' | 'organizationId' | 'accountId'> & {
  ref: MailRef | null
}

export type ProviderWebhook = {
  /** Name of the secret that the proof needs; null where it needs none of ours. */
  secret: string | null
  /** Checks the proof and takes the delivery apart; none for a handshake. Throws ForgedWebhook. */
  read(request: WebhookRequest, account: WebhookAccount): Promise<IncomingEvent[]>
  /** What a kept event says; none where nothing here depends on it. */
  factsOf(body: string): ReadFact[]
}

/** The first of the texts that names a mail of ours: a ref, a ref as providers without dots have it, a Message-ID. */
export function refFrom(...texts: unknown[]): MailRef | null {
  for (const text of texts) {
    if (typeof text !== 'string' || text.length > 500) continue
    const ref = readRef(text) ?? readRef(text.replace(/^([sm])_/, '$1.').replace('_', '.'))
    if (ref) return ref
    const named = text.includes('@') ? refInMessageId(text) : null
    if (named) return named
  }
  return null
}

/** What our adapters give along with each mail, under one of these names. */
export function refOfMetadata(given: unknown): MailRef | null {
  const data = (given ?? {}) as Record<string, unknown>
  return refFrom(...['warren_ref', 'warren-ref', 'ref'].map((name) => first(data[name])))
}

/** SES keeps lists of values. */
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

/** A moment of a provider: ISO 8601, or seconds since 1970; null for what is none. */
export function momentOf(value: unknown): Date | null {
  const at = typeof value === 'number' ? new Date(value * 1000) : new Date(String(value ?? ''))
  return Number.isNaN(at.getTime()) ? null : at
}

/** What a provider's JSON has is asked for with care, name by name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each field is checked where it is used
export type Given = Record<string, any>

/** An object of a body; throws ForgedWebhook for what is none. */
export function objectOf(raw: string): Given {
  try {
    const parsed = JSON.parse(raw)
    if (parsed && typeof parsed === 'object') return parsed
  } catch {
    // Told below.
  }
  throw new ForgedWebhook()
}

/** `5.1.1` of an SMTP reply; null without one. */
export function statusCodeOf(reply: unknown): string | null {
  return (
    /(?:^|[\s#(:-])([245]\.\d{1,3}\.\d{1,3})(?=$|[\s:;,.)\]-])/.exec(String(reply ?? ''))?.[1] ??
    null
  )
}

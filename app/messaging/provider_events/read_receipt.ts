import { mailgun } from '#messaging/provider_events/providers/mailgun'
import { postmark } from '#messaging/provider_events/providers/postmark'
import { resend } from '#messaging/provider_events/providers/resend'
import { sendgrid } from '#messaging/provider_events/providers/sendgrid'
import { ses } from '#messaging/provider_events/providers/ses'
import type { ProviderWebhook, ReadFact } from '#messaging/provider_events/webhook'

/** Providers that tell by webhooks what became of mails. */
export const WEBHOOKS: Record<string, ProviderWebhook> = {
  ses,
  postmark,
  mailgun,
  sendgrid,
  resend,
}

/** Facts of a stored receipt's body, of whatever provider. */
export function readReceipt(provider: string, body: string): ReadFact[] {
  // What came by mail was read when it came: its facts are kept.
  if (provider === 'dsn') return factsKept(body)
  return WEBHOOKS[provider]?.factsOf(body) ?? []
}

function factsKept(body: string): ReadFact[] {
  const { facts } = JSON.parse(body) as {
    facts: (Omit<ReadFact, 'happenedAt'> & { happenedAt: string })[]
  }
  return facts.map((fact) => ({ ...fact, happenedAt: new Date(fact.happenedAt) }))
}

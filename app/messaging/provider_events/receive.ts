import logger from '@adonisjs/core/services/logger'
import { WEBHOOKS } from '#messaging/provider_events/read_receipt'
import {
  ForgedWebhook,
  type IncomingEvent,
  type WebhookAccount,
  type WebhookRequest,
} from '#messaging/provider_events/webhook'
import { insertReceipts, isProofSpent } from '#messaging/queries/mail_receipts'
import ApplyMailReceipts from '#messaging/jobs/apply_mail_receipts'

/** Hints of what came in this time go out together. */
const GATHER_MS = 60

/** There is no secret to check a delivery against. */
export class SecretMissing extends Error {}

/**
 * Checks a delivery of a provider and keeps its events, once each, before anything is made of them. Resolves to how
 * many of them are new. Throws ForgedWebhook, SecretMissing.
 */
export async function receiveWebhook(
  account: WebhookAccount,
  request: WebhookRequest
): Promise<number> {
  const webhook = WEBHOOKS[account.provider]
  if (webhook.secret && !account.secrets[webhook.secret]) throw new SecretMissing()
  const events = await webhook.read(request, account)
  for (const event of events) await refuseSpent(account, event)
  return keepEvents(
    { organizationId: account.organizationId, provider: account.provider, account: account.id },
    events
  )
}

/** Stores events and has them applied soon; resolves to how many are new. */
export async function keepEvents(
  from: { organizationId: string; provider: string; account: string },
  events: IncomingEvent[]
): Promise<number> {
  if (events.length === 0) return 0
  const ids = await insertReceipts(from, events)
  hint(ids)
  return ids.length
}

async function refuseSpent(account: WebhookAccount, { proof, eventId }: IncomingEvent) {
  if (!proof) return
  const { organizationId, provider, id } = account
  if (await isProofSpent(organizationId, { provider, account: id, proof, eventId })) {
    throw new ForgedWebhook()
  }
}

let gathered: number[] = []
let timer: NodeJS.Timeout | null = null

/** The rows have the truth: a hint that is lost costs twenty seconds. */
function hint(ids: number[]): void {
  gathered.push(...ids)
  if (ids.length > 0) timer ??= setTimeout(() => void sendHints(), GATHER_MS)
}

async function sendHints(): Promise<void> {
  timer = null
  const ids = gathered
  gathered = []
  try {
    await ApplyMailReceipts.enqueue({ receiptIds: ids })
  } catch (error) {
    logger.warn({ err: error }, 'receipts of mail providers wait for the sweeper')
  }
}

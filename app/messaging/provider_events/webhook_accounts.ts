import { validate as isUuid } from 'uuid'
import { unseal } from '#core/crypto/encrypted'
import type { MailSecrets } from '#messaging/models/mail_account'
import type { WebhookAccount } from '#messaging/provider_events/webhook'
import { findWebhookAccount, insertTopic } from '#messaging/queries/webhook_accounts'

/** How long an account is taken as it was read: a secret that is exchanged goes on holding for so long. */
const KEPT_MS = 10_000
const MOST_KEPT = 1000

const kept = new Map<string, { account: WebhookAccount; until: number }>()

/** The account that a webhook's address names; null where there is none of this provider. */
export async function webhookAccount(provider: string, id: string): Promise<WebhookAccount | null> {
  if (!isUuid(id)) return null
  const key = `${provider} ${id}`
  const known = kept.get(key)
  if (known && known.until > Date.now()) return known.account
  const row = await findWebhookAccount(id, provider)
  if (!row) return null
  const account = { ...row, secrets: unseal<MailSecrets>(row.secrets, 'mail_account') }
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, { account, until: Date.now() + KEPT_MS })
  return account
}

/** Binds the account to its topic; false where it is bound to another one. */
export async function pinTopic(account: WebhookAccount, topicArn: string): Promise<boolean> {
  const pinned = await insertTopic(account.organizationId, account.id, topicArn)
  forgetWebhookAccounts()
  return pinned === topicArn
}

/** Tests, and when an account was changed in this process. */
export function forgetWebhookAccounts(): void {
  kept.clear()
}

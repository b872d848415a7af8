import { providers, type ProviderName } from '#messaging/accounts/providers'
import { ensureHouse } from '#messaging/accounts/house'
import { pipesFor } from '#messaging/bounces/pipes'
import { BY_MAIL, returnMechanisms, returnRecords } from '#messaging/bounces/return_domain'
import { isAligned } from '#messaging/bounces/return_path'
import type BounceMailbox from '#messaging/models/bounce_mailbox'
import MailAccount from '#messaging/models/mail_account'
import SendingDomain from '#messaging/models/sending_domain'

/** What stands on the page beside the mailbox itself. */
export async function bouncePage(row: BounceMailbox | null) {
  await ensureHouse()
  const [accounts, domains] = await Promise.all([
    MailAccount.query().whereNot('state', 'disabled').orderBy('position').orderBy('id'),
    SendingDomain.query().orderBy('domain'),
  ])
  return {
    records: row ? returnRecords(row, await returnMechanisms()) : [],
    accounts: accounts.map(({ id, label, provider }) => ({
      id,
      label,
      icon: providers[provider as ProviderName]?.icon ?? 'i-lucide-house',
      way: wayOf(provider),
    })),
    /** Domains that mail is sent from, each with whether SPF of the return domain speaks for it. */
    senders: domains.map(({ id, domain, isVerified }) => ({
      id,
      domain,
      isVerified,
      isAligned: row ? isAligned(row.domain, domain) : false,
    })),
    pipes: row ? pipesFor(row) : [],
  }
}

function wayOf(provider: string): 'mail' | 'webhook' | 'none' {
  if (BY_MAIL.includes(provider)) return 'mail'
  return providers[provider as ProviderName]?.hasWebhook ? 'webhook' : 'none'
}

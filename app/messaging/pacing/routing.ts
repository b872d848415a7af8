import { LRUCache } from 'lru-cache'
import { Tenant } from '#core/tenancy/tenant'
import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'

/** A change is heeded by every process after this long at the latest, by the one that makes it at once. */
const KEPT_MS = 1000
const kept = new LRUCache<string, { accounts: MailAccount[] }>({ max: 1000, ttl: KEPT_MS })

for (const model of [MailAccount, Sender, SendingDomain]) {
  model.boot()
  model.after('save', forgetRoutes)
}

/**
 * The accounts by which a sender's mail may leave now, the first choice first: the sender's own, then the organization's
 * in their order, each standing in for those before it. Empty while all are paused, stopped or closed to this purpose,
 * and while the sender's domain is not proven: its mail waits.
 */
export async function accountsFor(
  senderId: string | null,
  purpose: 'marketing' | 'transactional'
): Promise<MailAccount[]> {
  const key = `${Tenant.id()} ${senderId} ${purpose}`
  const known = kept.get(key)
  if (known) return known.accounts
  await ensureHouse()
  const sender = senderId
    ? await Sender.query().where('id', senderId).preload('domain').first()
    : null
  if (sender?.domain && !sender.domain.isVerified) return []
  const all = await MailAccount.query().orderBy('position').orderBy('id')
  const open = all.filter((account) => account.takes(purpose))
  const own = open.filter(({ id }) => id === sender?.accountId)
  const accounts = [...own, ...open.filter((account) => !own.includes(account))]
  kept.set(key, { accounts })
  return accounts
}

/** When accounts or senders changed in this process otherwise than by their models. */
export function forgetRoutes(): void {
  kept.clear()
}

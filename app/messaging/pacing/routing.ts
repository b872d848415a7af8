import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'

/**
 * The accounts by which a sender's mail may leave now, the first choice first: the sender's own, then the organization's
 * in their order, each standing in for those before it. Empty while all are paused, stopped or closed to this purpose.
 */
export async function accountsFor(
  senderId: string | null,
  purpose: 'marketing' | 'transactional'
): Promise<MailAccount[]> {
  await ensureHouse()
  const sender = senderId ? await Sender.find(senderId) : null
  const accounts = await MailAccount.query().orderBy('position').orderBy('id')
  const open = accounts.filter((account) => account.takes(purpose))
  const own = open.filter(({ id }) => id === sender?.accountId)
  return [...own, ...open.filter((account) => !own.includes(account))]
}

import { LRUCache } from 'lru-cache'
import { installSender } from '#config/mail'
import { seal } from '#core/crypto/encrypted'
import { Tenant } from '#core/tenancy/tenant'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import { insertHouseAccount, insertHouseSender } from '#messaging/queries/house'

/** Organizations that are known to have both; neither is ever deleted. */
const housed = new LRUCache<string, true>({ max: 20_000 })

/**
 * Gives the tenant what every organization begins with: the account of the install's own relay, and the install's
 * address in its name. Made on the first use, so that an organization without either is never met by those who send.
 */
export async function ensureHouse(): Promise<void> {
  if (housed.has(Tenant.id())) return
  if (!(await MailAccount.query().where('provider', 'house').select('id').first())) {
    await insertHouseAccount(seal({}, 'mail_account'))
  }
  if (!(await Sender.query().whereNull('domainId').select('id').first())) {
    await insertHouseSender(installSender.address)
  }
  housed.set(Tenant.id(), true)
}

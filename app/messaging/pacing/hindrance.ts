import { clock } from '#core/clock/clock'
import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'
import { accountScope, domainScope } from '#messaging/pacing/pacing'
import { accountsFor } from '#messaging/pacing/routing'
import { capOfDay, planOf } from '#messaging/pacing/warm_up'
import { takenToday } from '#messaging/queries/send_rates'

/** Why nothing of a sender's may leave for many now. */
export type Hindrance = {
  kind: 'domain' | 'accounts' | 'day' | 'warm_up'
  /** In words, as part of a sentence: `school.test is not verified yet`. */
  text: string
  /** When it ends by itself; null for what people have to mend. */
  until: Date | null
  /** Where people mend it. */
  url: string
}

/** From whom: a sender and the domain of its address. */
export type From = { id: string; domain: string }

/** What keeps back all that goes to many from a sender; null where it may leave. Asked of what holds this moment. */
export async function hindranceOf(sender: From): Promise<Hindrance | null> {
  const accounts = await accountsFor(sender.id, 'marketing')
  if (accounts.length === 0) return (await unprovenDomain(sender)) ?? closedAccounts()
  return usedUp(accounts, sender)
}

/** The same for senders of one sending: only where none of them may send; the one that ends first. */
export async function hindranceOfAll(senders: From[]): Promise<Hindrance | null> {
  let first: Hindrance | null = null
  for (const sender of senders) {
    const one = await hindranceOf(sender)
    if (!one) return null
    if (!first || millis(one) < millis(first)) first = one
  }
  return first
}

const millis = ({ until }: Hindrance) => until?.getTime() ?? 0

const PEOPLE_SECONDS = 60
const LIMIT_SECONDS = 300

/** When it is worth asking again: people may mend it any moment, and raise what is used up for today. */
export function againAt({ until }: Pick<Hindrance, 'until'>): Date {
  const now = clock.now()
  if (!until) return now.plus({ seconds: PEOPLE_SECONDS }).toJSDate()
  const soon = now.plus({ seconds: LIMIT_SECONDS }).toJSDate()
  return until < soon ? until : soon
}

async function unprovenDomain(from: From): Promise<Hindrance | null> {
  const sender = await Sender.query().where('id', from.id).preload('domain').first()
  if (!sender?.domain || sender.domain.isVerified) return null
  const { id, domain, verifiedAt } = sender.domain
  const how = verifiedAt ? 'is not verified any more' : 'is not verified yet'
  return {
    kind: 'domain',
    text: `${domain} ${how}`,
    until: null,
    url: `/admin/settings/sending-domains/${id}`,
  }
}

async function closedAccounts(): Promise<Hindrance> {
  await ensureHouse()
  const accounts = await MailAccount.query().whereNot('state', 'disabled').orderBy('position')
  const all = '/admin/settings/mail-accounts'
  const closed = (text: string, url = all): Hindrance => ({
    kind: 'accounts',
    text,
    until: null,
    url,
  })
  const forMany = accounts.filter(({ takesMarketing }) => takesMarketing)
  if (forMany.length === 0) return closed('there is no mail account that takes campaigns')
  if (forMany.length > 1) return closed('all mail accounts are paused or were stopped')
  const [{ id, label, state, breakerReason }] = forMany
  const why = breakerReason ? `: ${breakerReason}` : ''
  return closed(
    `${label} ${state === 'paused' ? 'is paused' : `was stopped${why}`}`,
    `${all}/${id}`
  )
}

/** Of the sender's domain while it is warmed up, and of the accounts where the day of each is over. */
async function usedUp(accounts: MailAccount[], { domain }: From): Promise<Hindrance | null> {
  const now = clock.now()
  const plan = await planOf(domain)
  const cap = plan && capOfDay(plan, now)
  const isLimited = accounts.every(({ perDay }) => perDay !== null)
  if (cap === null && !isLimited) return null
  const scopes = [domainScope(domain), ...accounts.map(accountScope)]
  const used = await takenToday(scopes, now.toISODate())
  const isOver = (scope: string, most: number) => (used.get(scope) ?? 0) >= most
  const until = now.startOf('day').plus({ days: 1 }).toJSDate()
  if (cap !== null && isOver(domainScope(domain), cap)) {
    const { id } = await SendingDomain.findByOrFail('domain', domain)
    return {
      kind: 'warm_up',
      text: `all ${cap.toLocaleString('en')} mails of today’s warm-up of ${domain} are used`,
      until,
      url: `/admin/settings/sending-domains/${id}`,
    }
  }
  if (!isLimited || !accounts.every((one) => isOver(accountScope(one), one.perDay!))) return null
  const most = accounts.reduce((sum, { perDay }) => sum + perDay!, 0).toLocaleString('en')
  const [{ id, label }, ...others] = accounts
  const by = others.length > 0 ? 'your mail accounts' : label
  const all = '/admin/settings/mail-accounts'
  return {
    kind: 'day',
    text: `all ${most} mails that may leave by ${by} today are used`,
    until,
    url: others.length > 0 ? all : `${all}/${id}`,
  }
}

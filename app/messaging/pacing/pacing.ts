import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import type MailAccount from '#messaging/models/mail_account'
import { judgeBreakers } from '#messaging/pacing/breaker'
import { byGroup, dealOut, recipientGroup } from '#messaging/pacing/recipient_groups'
import { forgetSlowed, slowedOf } from '#messaging/pacing/slowed'
import { capOfDay, planOf } from '#messaging/pacing/warm_up'
import { addSent } from '#messaging/queries/send_days'
import {
  giveBack,
  growShares,
  halveShares,
  insertScopes,
  takeSlots,
  type Ceiling,
  type Granted,
} from '#messaging/queries/send_rates'

export type Wanted = {
  account: MailAccount
  senderDomain: string
  /** How many mails to each recipient domain. */
  wanted: Map<string, number>
  /** Transactional mail never waits; it takes its slots from what goes to many. */
  purpose?: 'marketing' | 'transactional'
}

/** What keeps mails back: a rate, the account's day, the warm-up plan, or a provider of recipients that refused. */
export type PaceReason = 'rate' | 'day' | 'warm_up' | 'recipient'

export type Slots = {
  granted: Map<string, number>
  /** When the others may be asked for again, in business time; null where all were granted. */
  nextAt: Date | null
  why: PaceReason | null
}

/** The rate that shares are taken of where an account has none of its own, per second. */
const RATE = 20
/** From so large a part of refusals on, there are too many. */
const REFUSED_PART = 0.1

/** Takes slots for mails that are about to be handed over. What is not granted waits until `nextAt`. */
export async function reserveSlots(
  { account, senderDomain, wanted, purpose = 'marketing' }: Wanted,
  trx?: TransactionClientContract
): Promise<Slots> {
  const groups = byGroup(wanted)
  const ceilings = await ceilingsOf(account, senderDomain)
  const slowed = await slowedOf(account.id)
  const isFree = ceilings.length === 0 && slowed.size === 0
  if (isFree) return { granted: wanted, nextAt: null, why: null }
  const step = 1 / (account.perSecond ?? RATE)
  const asked = [...groups].map(([group, n]) => ({
    scope: recipientScope(account, group),
    group,
    wanted: n,
    step,
  }))
  const today = clock.now().toISODate()
  const take = () =>
    takeSlots(ceilings, asked, { today, takesAll: purpose === 'transactional' }, trx)
  let rows = await take()
  if (rows.some(({ missing }) => missing)) {
    await insertScopes(
      ceilings.map(({ scope }) => scope),
      trx
    )
    rows = await take()
  }
  const granted = dealOut(wanted, new Map(rows.map(({ group, granted: n }) => [group, n])))
  const short = rows.filter(({ group, granted: n }) => n < groups.get(group)!)
  return { granted, ...waitOf(short, account) }
}

/** Gives slots back that were taken for mails which nobody got: the account could not be reached. */
export function giveBackSlots(
  account: MailAccount,
  senderDomain: string,
  mails: number
): Promise<void> {
  return giveBack(
    [accountScope(account), domainScope(senderDomain)],
    mails,
    clock.now().toISODate()
  )
}

export type DomainCounts = {
  sent: number
  deferred: number
  bounced: number
  blocked: number
  complained?: number
}

/**
 * Learns from what a provider said, by recipient domain: counts the day, halves the share of those who put mails off or
 * block them, lets it grow back with what is taken, and looks after the breaker. A provider's API puts off for the whole
 * account; over SMTP it is the recipient's provider who does.
 */
export async function noteOutcomes(
  account: MailAccount,
  senderDomain: string,
  counts: Map<string, DomainCounts>
): Promise<void> {
  const days = [...counts]
    .filter(([, { sent, deferred }]) => sent + deferred > 0)
    .map(([recipientDomain, { sent, deferred }]) => ({ recipientDomain, sent, deferred }))
  await addSent(account.id, senderDomain, days)
  const scopes = new Map<string, { sent: number; refused: number }>()
  for (const [domain, { sent, deferred, blocked }] of counts) {
    const scope = speaksSmtp(account)
      ? recipientScope(account, recipientGroup(domain))
      : accountScope(account)
    const sum = scopes.get(scope) ?? { sent: 0, refused: 0 }
    sum.sent += sent
    sum.refused += deferred + blocked
    scopes.set(scope, sum)
  }
  const refused = [...scopes].filter(
    ([, sum]) => sum.refused > 0 && sum.refused >= REFUSED_PART * (sum.sent + sum.refused)
  )
  if (refused.length > 0) {
    await halveShares(refused.map(([scope]) => scope))
    forgetSlowed(account.id)
  }
  const now = new Set(refused.map(([scope]) => scope))
  const before = await slowedOf(account.id)
  await growShares(
    [...scopes].flatMap(([scope, { sent }]) =>
      sent > 0 && before.has(scope) && !now.has(scope) ? [{ scope, sent }] : []
    )
  )
  const isBad = [...counts.values()].some(({ bounced, complained = 0 }) => bounced + complained > 0)
  if (isBad) await judgeBreakers(account.id)
}

export const accountScope = ({ id }: MailAccount) => `account:${id}`
export const domainScope = (senderDomain: string) => `domain:${senderDomain}`
const recipientScope = ({ id }: MailAccount, group: string) => `isp:${id}:${group}`
const speaksSmtp = ({ provider }: MailAccount) => provider === 'smtp' || provider === 'house'

/** What stands above all recipients: the account, and the sender domain while it is warmed up. */
async function ceilingsOf(account: MailAccount, senderDomain: string): Promise<Ceiling[]> {
  const ceilings: Ceiling[] = []
  const isRated = account.perSecond !== null
  const scope = accountScope(account)
  // Without limits of its own an account may still have been told to slow down.
  if (isRated || account.perDay !== null || (await slowedOf(account.id)).has(scope)) {
    ceilings.push({ scope, step: 1 / (account.perSecond ?? RATE), isRated, cap: account.perDay })
  }
  const plan = await planOf(senderDomain)
  const cap = plan && capOfDay(plan, clock.now())
  if (cap !== null) {
    ceilings.push({ scope: domainScope(senderDomain), step: 1, isRated: false, cap })
  }
  return ceilings
}

function waitOf(short: Granted[], account: MailAccount): Pick<Slots, 'nextAt' | 'why'> {
  if (short.length === 0) return { nextAt: null, why: null }
  const now = clock.now()
  const { usedUp } = short[0]
  if (usedUp) {
    const nextAt = now.startOf('day').plus({ days: 1 }).toJSDate()
    return { nextAt, why: usedUp === accountScope(account) ? 'day' : 'warm_up' }
  }
  const waits = short.flatMap(({ waitSeconds }) => waitSeconds ?? [])
  const seconds = waits.length > 0 ? Math.min(...waits) : 1
  const isRecipient = account.perSecond === null && speaksSmtp(account)
  return { nextAt: now.plus({ seconds }).toJSDate(), why: isRecipient ? 'recipient' : 'rate' }
}

import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { normalizeEmail } from '#core/email_address'
import {
  MailPutOff,
  MailRefused,
  MailUnwanted,
  type ByInstall,
  type HandedOver,
  type Letter,
} from '#core/mail/hand_over'
import { Tenant } from '#core/tenancy/tenant'
import { Suppression } from '#crm/suppression'
import type MailAccount from '#messaging/models/mail_account'
import { handOverBy } from '#messaging/house_mails/hand_over_by'
import { giveBackSlots, noteOutcomes, reserveSlots } from '#messaging/pacing/pacing'
import { accountsFor } from '#messaging/pacing/routing'
import { applyFacts } from '#messaging/provider_events/facts'
import { senderOf, type UsableSender } from '#messaging/senders/senders'
import type { SendResult } from '#messaging/transport/contract'

/** While all accounts are paused, people see to them; nothing is lost. */
const CLOSED_SECONDS = 300

/**
 * Carries a mail of an organization: from its sender, by its accounts in order, signed with its key. An account that
 * cannot be reached, or asks for time, lets the next one try. Addresses that are suppressed for everything get nothing.
 */
export function carryHouseMail(letter: Letter, byInstall: ByInstall): Promise<HandedOver> {
  return Tenant.run(letter.organizationId!, () => carry(letter, byInstall))
}

async function carry(letter: Letter, byInstall: ByInstall): Promise<HandedOver> {
  const to = normalizeEmail(letter.to.address)
  if ((await Suppression.covers('email', [to], 'transactional')).size > 0) {
    throw new MailUnwanted('the address is suppressed')
  }
  const sender = await senderOf(letter.senderId)
  const signed = written(letter, sender)
  const accounts = await accountsFor(sender.id, 'transactional')
  let last: SendResult = { kind: 'unreachable', reply: 'no account takes single mails now' }
  for (const account of accounts) {
    last = await tryBy(account, signed, sender, byInstall)
    if (last.kind === 'accepted') {
      return { reply: last.reply, accountId: account.id, providerId: last.providerId }
    }
    if (last.kind === 'uncertain') throw new MailPutOff(last.reply, { wasCut: true })
    if (last.kind === 'refused') {
      await tellRefusal(letter, account, last)
      throw new MailRefused(last.reply)
    }
    if (last.kind === 'deferred' && last.scope !== 'account') break
  }
  if (accounts.length === 0) {
    throw new MailPutOff(last.reply, { isFree: true, afterSeconds: CLOSED_SECONDS })
  }
  const afterSeconds = last.kind === 'deferred' ? last.retryAfterSeconds : undefined
  throw new MailPutOff(last.reply, { afterSeconds })
}

/** In the sender's name; the install's own address goes in the organization's, as ever. */
function written(letter: Letter, sender: UsableSender): Letter {
  if (!sender.domain) return letter
  return {
    ...letter,
    from: { address: sender.address, name: sender.name },
    replyTo: letter.replyTo ?? sender.replyTo,
  }
}

/** Takes a slot, which single mails always get, hands the mail over and learns from the answer. */
async function tryBy(
  account: MailAccount,
  letter: Letter,
  sender: UsableSender,
  byInstall: ByInstall
): Promise<SendResult> {
  const senderDomain = domainOf(letter.from.address)
  const domain = domainOf(letter.to.address)
  const wanted = new Map([[domain, 1]])
  await reserveSlots({ account, senderDomain, wanted, purpose: 'transactional' })
  const result = await handOverBy(account, letter, sender.domain, byInstall)
  const is = (kind: SendResult['kind']) => Number(result.kind === kind)
  const counts = { sent: is('accepted'), deferred: is('deferred'), bounced: 0, blocked: 0 }
  await noteOutcomes(account, senderDomain, new Map([[domain, counts]]))
  if (result.kind === 'unreachable') await giveBackSlots(account, senderDomain, 1)
  return result
}

/** A dead address is suppressed at once, as one that bounces later. */
async function tellRefusal(
  letter: Letter,
  account: MailAccount,
  { isAddress, code, reply }: Extract<SendResult, { kind: 'refused' }>
): Promise<void> {
  await db.transaction(async (trx) => {
    await applyFacts(
      [
        {
          ref: { kind: 'mail', mailId: letter.mailId },
          kind: isAddress ? 'bounced' : 'blocked',
          ...(isAddress ? { bounce: 'hard' as const } : {}),
          happenedAt: clock.now().toJSDate(),
          detail: { code, reply },
          address: letter.to.address,
          organizationId: letter.organizationId!,
          accountId: account.id,
          dedupeKey: `refused:${letter.mailId}`,
        },
      ],
      trx
    )
  })
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

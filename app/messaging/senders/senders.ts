import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { normalizeEmail } from '#core/email_address'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { unlessTaken } from '#identity/taken'
import { ensureHouse } from '#messaging/accounts/house'
import SenderAdded from '#messaging/events/sender_added'
import SenderArchived from '#messaging/events/sender_archived'
import SenderRestored from '#messaging/events/sender_restored'
import SenderUpdated from '#messaging/events/sender_updated'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'

export type SenderDetails = {
  name: string
  replyTo: string | null
  /** The account that its mail goes by first; null for the organization's order. */
  accountId: string | null
}

/** A sender as mail is written from it. */
export type UsableSender = {
  id: string
  name: string
  address: string
  replyTo: string | null
  accountId: string | null
  /** Null for the install's address. */
  domain: SendingDomain | null
}

/**
 * The sender that mail goes out from; null for the organization's default one. Throws a Refusal for one that is gone,
 * put away, or on a domain that is not proven; an unusable default gives way to the install's address.
 */
export async function senderOf(senderId: string | null): Promise<UsableSender> {
  await ensureHouse()
  const rows = await Sender.query().whereNull('archivedAt').preload('domain')
  const chosen = senderId
    ? rows.find(({ id }) => id === senderId)
    : rows.find((row) => row.isDefault && row.isUsable)
  if (senderId && !chosen?.isUsable) {
    throw new Refusal(
      chosen
        ? `${chosen.address} cannot be used until ${chosen.domain.domain} is verified.`
        : 'This sender is not in use any more.',
      { code: 'E_SENDER_NOT_USABLE', status: 409 }
    )
  }
  const sender = chosen ?? (await houseSender())
  return {
    id: sender.id,
    name: sender.name,
    address: sender.fromAddress,
    replyTo: sender.replyTo,
    accountId: sender.accountId,
    domain: sender.domain ?? null,
  }
}

/** Put away or not, it is there when nothing else can be used. */
function houseSender(): Promise<Sender> {
  return Sender.query().whereNull('domainId').firstOrFail()
}

/** Adds a from-address on a domain of the organization. Throws a Refusal at the field. */
export async function addSender(given: SenderDetails & { address: string }): Promise<Sender> {
  await ensureHouse()
  const addressNorm = normalizeEmail(given.address)
  const domain = await SendingDomain.query()
    .where('domain', addressNorm.slice(addressNorm.lastIndexOf('@') + 1))
    .first()
  if (!domain) {
    throw new Refusal('Add the domain of this address first, and its DNS records.', {
      code: 'E_FOREIGN_DOMAIN',
      field: 'address',
    })
  }
  return unlessTaken(
    () =>
      db.transaction(async (trx) => {
        const sender = new Sender().useTransaction(trx)
        sender.fill({ address: given.address.trim(), addressNorm, domainId: domain.id })
        await fill(sender, given, trx)
        await sender.save()
        await SenderAdded.record(fact(sender, { address: sender.address }), trx)
        return sender
      }),
    () => {
      throw new Refusal('This address is in the list already', {
        code: 'E_SENDER_TAKEN',
        field: 'address',
      })
    }
  )
}

export async function reviseSender(sender: Sender, given: SenderDetails): Promise<void> {
  await db.transaction(async (trx) => {
    sender.useTransaction(trx)
    await fill(sender, given, trx)
    const changed = Object.keys(sender.$dirty)
    if (changed.length === 0) return
    await sender.save()
    await SenderUpdated.record(fact(sender, { address: sender.fromAddress, changed }), trx)
  })
}

/** Makes a sender the one that is taken where none is chosen. */
export async function makeDefault(sender: Sender): Promise<void> {
  await sender.load('domain')
  if (!sender.isUsable) {
    throw new Refusal('An address has to be usable before it can be the default.', {
      code: 'E_SENDER_NOT_USABLE',
      status: 409,
    })
  }
  await db.transaction(async (trx) => {
    // One after the other: two defaults at once would hurt the index.
    await Sender.query({ client: trx }).where('isDefault', true).forUpdate()
    await Sender.query({ client: trx }).where('isDefault', true).update({ is_default: false })
    sender.useTransaction(trx).isDefault = true
    await sender.save()
    await SenderUpdated.record(
      fact(sender, { address: sender.fromAddress, changed: ['isDefault'] }),
      trx
    )
  })
}

/** Puts a from-address away. What was sent from it goes on naming it. */
export async function archiveSender(sender: Sender): Promise<void> {
  if (sender.isDefault) {
    throw new Refusal('Make another address the default first.', {
      code: 'E_DEFAULT_SENDER',
      status: 409,
    })
  }
  await db.transaction(async (trx) => {
    sender.useTransaction(trx).archivedAt ??= clock.now()
    await sender.save()
    await SenderArchived.record(fact(sender, { address: sender.fromAddress }), trx)
  })
}

export async function restoreSender(sender: Sender): Promise<void> {
  await unlessTaken(
    () =>
      db.transaction(async (trx) => {
        sender.useTransaction(trx).archivedAt = null
        await sender.save()
        await SenderRestored.record(fact(sender, { address: sender.fromAddress }), trx)
      }),
    () => {
      throw new Refusal('This address is in use again already', {
        code: 'E_SENDER_TAKEN',
        status: 409,
      })
    }
  )
}

async function fill(sender: Sender, given: SenderDetails, trx: TransactionClientContract) {
  if (given.accountId) {
    const account = await MailAccount.query({ client: trx }).where('id', given.accountId).first()
    if (!account) {
      throw new Refusal('There is no such account', { code: 'E_NO_ACCOUNT', field: 'accountId' })
    }
  }
  sender.name = given.name
  sender.replyTo = given.replyTo
  sender.accountId = given.accountId
}

function fact<P>(sender: Sender, payload: P) {
  return { organizationId: Tenant.id(), subjectId: sender.id, payload }
}

import { randomUUID } from 'node:crypto'
import { clock } from '#core/clock/clock'
import { brandOf } from '#core/mail/brand'
import { renderMail } from '#core/mail/template'
import { Tenant } from '#core/tenancy/tenant'
import { returnPathFor } from '#messaging/bounces/return_path'
import type MailAccount from '#messaging/models/mail_account'
import { addSent } from '#messaging/queries/send_days'
import { messageIdOf, refOf, type MailRef } from '#messaging/refs'
import { senderOf } from '#messaging/senders/senders'
import { adapterFor } from '#messaging/transport/accounts'
import { composeMessage } from '#messaging/transport/compose'
import type { SendResult } from '#messaging/transport/contract'

/**
 * Sends a mail by this account alone, to somebody of the staff. Resolves to null when the provider took it, else to
 * what it said; the account remembers either.
 */
export async function testMailAccount(
  account: MailAccount,
  to: { address: string; name: string; locale: string }
): Promise<string | null> {
  const result = await send(account, to).catch((error: Error): SendResult => ({
    kind: 'unreachable',
    reply: error.message,
  }))
  const error = result.kind === 'accepted' ? null : result.reply.slice(0, 500)
  account.checkedAt = clock.now()
  account.lastError = error
  account.lastErrorAt = error ? clock.now() : null
  await account.save()
  return error
}

async function send(
  account: MailAccount,
  to: { address: string; name: string; locale: string }
): Promise<SendResult> {
  const sender = await senderOf(null)
  const brand = await brandOf(Tenant.id())
  const subject = `${account.label} works`
  const { html, text } = await renderMail(
    {
      subject,
      preheader: 'A test from the settings',
      template: 'core/notification',
      data: {
        title: subject,
        body: `This mail came by way of ${account.label}.`,
        url: null,
        preferencesUrl: `${brand.url}/admin/settings/notifications`,
      },
    },
    brand,
    to.locale
  )
  const ref: MailRef = { kind: 'mail', mailId: randomUUID() }
  const message = await composeMessage(
    {
      ref: refOf(ref),
      messageId: messageIdOf(ref, domainOf(sender.address)),
      envelopeFrom: sender.address,
      // As other mails by it: whether the server takes such return paths is part of the test.
      returnPath: sender.domain && ((await returnPathFor(sender.domain.domain))?.(ref) ?? null),
      from: { address: sender.address, name: sender.name },
      to,
      replyTo: sender.replyTo,
      subject,
      html,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      purpose: 'transactional',
      date: clock.now().toJSDate(),
    },
    sender.domain?.isVerified ? sender.domain : null
  )
  const [result] = await (await adapterFor(account)).send([message])
  if (result.kind === 'accepted') {
    const count = { recipientDomain: domainOf(to.address), sent: 1, deferred: 0 }
    await addSent(account.id, domainOf(sender.address), [count])
  }
  return result
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

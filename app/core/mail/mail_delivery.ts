import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { brandOf } from '#core/mail/brand'
import {
  handOver,
  isRefused,
  isWithoutReply,
  MailPutOff,
  MailRefused,
  MailUnwanted,
  smtpErrorOf,
  type HandedOver,
  type Letter,
  type Signing,
} from '#core/mail/hand_over'
import { mails, type Composed, type OutgoingMail } from '#core/mail/mail'
import { renderMail } from '#core/mail/template'
import { Registry } from '#core/registry/registry'
import logger from '@adonisjs/core/services/logger'
import mail from '@adonisjs/mail/services/main'
import db from '@adonisjs/lucid/services/db'
import DeliverMails from '#core/mail/jobs/deliver_mails'

const MAX_ATTEMPTS = 10
/** Real time after which a process that sends must have died. */
const LEASE_SECONDS = 120

/** What other parts of the house want to know of a mail's end; contributed, so that core knows nobody. */
export const mailObservers = new Registry<
  (row: OutgoingMail, state: 'sent' | 'failed') => Promise<void>
>('mail observer')

/** The sending of one row of `outgoing_mails`. */
export class MailDelivery {
  constructor(readonly id: string) {}

  /**
   * Claims the row, composes and sends it. A temporary fault puts it back with
   * back-off, a permanent one ends it as failed. When the connection is cut
   * before the reply, or this process dies, the mail may go out once more, with
   * the same Message-ID, and is counted in `cut_attempts`.
   */
  async send(): Promise<void> {
    const row = await this.#claim()
    if (!row) return
    try {
      const composed = await this.#compose(row)
      if (!composed) return await this.#end('cancelled', null, { reply: 'no longer wanted' })
      const handedOver = await handOver(await this.#write(row, composed), transmit)
      await this.#end('sent', composed.subject, handedOver)
      await this.#observed(row, 'sent')
    } catch (error) {
      if (error instanceof MailUnwanted) {
        return await this.#end('cancelled', null, { reply: error.message })
      }
      await this.#failed(row, error)
    }
  }

  async #claim(): Promise<OutgoingMail | null> {
    const { rows } = await db.rawQuery(
      `update outgoing_mails set state = 'sending', attempts = attempts + 1,
         cut_attempts = cut_attempts + case when state = 'sending' then 1 else 0 end,
         due_at = clock_timestamp() + make_interval(secs => ?), updated_at = clock_timestamp()
       where id = ? and (state = 'queued' or (state = 'sending' and due_at <= clock_timestamp()))
       returning id, organization_id, mail, contact_id, user_id, to_address, to_name, locale, payload,
         message_id, attempts`,
      [LEASE_SECONDS, this.id]
    )
    return rows[0] ?? null
  }

  async #compose(row: OutgoingMail): Promise<Composed | null> {
    const { default: MailClass } = await mails.getOrFail(row.mail)()
    return Context.run(
      { organizationId: row.organization_id, actor: { type: 'system', id: null } },
      () => new MailClass().compose(row as OutgoingMail<never>)
    )
  }

  async #write(row: OutgoingMail, composed: Composed): Promise<Letter> {
    const brand = await brandOf(row.organization_id)
    const { html, text } = await renderMail(composed, brand, row.locale)
    return {
      mailId: row.id,
      organizationId: row.organization_id,
      messageId: row.message_id,
      to: { address: row.to_address, name: row.to_name },
      from: { address: brand.fromAddress, name: brand.name },
      replyTo: composed.replyTo ?? null,
      supportEmail: brand.supportEmail,
      senderId: composed.senderId ?? null,
      subject: composed.subject,
      html,
      text,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Warren-Mail': row.mail,
        ...composed.headers,
      },
      attachments: composed.attachments ?? [],
    }
  }

  async #end(
    state: 'sent' | 'failed' | 'cancelled',
    subject: string | null,
    { reply, accountId = null, providerId = null }: HandedOver
  ): Promise<void> {
    await db.rawQuery(
      `update outgoing_mails set state = ?, subject = coalesce(?, subject), last_reply = ?,
         account_id = coalesce(?, account_id), provider_id = coalesce(?, provider_id), sent_at = case when ? = 'sent' then ?::timestamptz end, payload = '{}',
         updated_at = clock_timestamp() where id = ?`,
      [state, subject, reply, accountId, providerId, state, clock.now().toISO(), this.id]
    )
  }

  async #failed(row: OutgoingMail, error: unknown): Promise<void> {
    const cause = smtpErrorOf(error)
    const { afterSeconds, wasCut, isFree } = putOffOf(cause)
    const isPermanent =
      cause instanceof MailRefused || isRefused(cause) || (!isFree && row.attempts >= MAX_ATTEMPTS)
    logger.warn(
      { err: cause, mail: row.mail, mail_id: row.id, attempt: row.attempts },
      'mail not sent'
    )
    await db.rawQuery(
      `update outgoing_mails set state = ?, last_error = ?, cut_attempts = cut_attempts + ?, attempts = attempts - ?,
         payload = case when ? then '{}'::jsonb else payload end,
         due_at = clock_timestamp() + make_interval(secs => ?), updated_at = clock_timestamp()
       where id = ?`,
      [
        isPermanent ? 'failed' : 'queued',
        cause.message.slice(0, 2000),
        wasCut ? 1 : 0,
        isFree ? 1 : 0,
        isPermanent,
        afterSeconds ?? Math.min(2 ** row.attempts * 2, 3600),
        this.id,
      ]
    )
    if (isPermanent) await this.#observed(row, 'failed')
  }

  async #observed(row: OutgoingMail, state: 'sent' | 'failed'): Promise<void> {
    for (const observe of mailObservers.all()) {
      await observe(row, state).catch((error) =>
        logger.error({ err: error }, 'mail observer failed')
      )
    }
  }
}

function putOffOf(error: Error): MailPutOff['options'] {
  return error instanceof MailPutOff ? error.options : { wasCut: isWithoutReply(error) }
}

/** Sends by the install's server (SMTP_URL). */
async function transmit(letter: Letter, signing: Signing | null = null): Promise<string> {
  const response = await mail.use('smtp').send((message) => {
    message
      .to(letter.to.address, letter.to.name ?? undefined)
      .from(letter.from.address, letter.from.name)
      .subject(letter.subject)
      .html(letter.html)
      .text(letter.text)
    for (const [name, value] of Object.entries(letter.headers)) message.header(name, value)
    message.nodeMailerMessage.messageId = letter.messageId
    const replyTo = letter.replyTo ?? letter.supportEmail
    if (replyTo) message.replyTo(replyTo)
    if (letter.returnPath) {
      message.envelope({ from: letter.returnPath, to: letter.to.address })
    }
    for (const { name, type, content } of letter.attachments) {
      message.attachData(content, { filename: name, contentType: type })
    }
    // The types of the mailer know no DKIM per mail; nodemailer does.
    if (signing) Object.assign(message.nodeMailerMessage, { dkim: signing })
  })
  return String(response.original?.response ?? '').slice(0, 500)
}

/** Enqueues the mails that are due: their job was lost, a lease ran out, or a back-off is over. */
export async function sweepMails(limit = 500): Promise<number> {
  const { rows } = await db.rawQuery(
    `select id from outgoing_mails where state in ('queued', 'sending') and due_at <= clock_timestamp()
     order by due_at limit ?`,
    [limit]
  )
  await DeliverMails.enqueueMany(
    rows.map(({ id }: { id: string }) => ({ payload: { mailIds: [id] } }))
  )
  return rows.length
}

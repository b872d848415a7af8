import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { brandOf } from '#core/mail/brand'
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

type SmtpError = Error & {
  responseCode?: number
  command?: string
  code?: string
  syscall?: string
}

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
      if (!composed) return await this.#end('cancelled', null, 'no longer wanted')
      const reply = await this.#transmit(row, composed)
      await this.#end('sent', composed.subject, reply)
      await this.#observed(row, 'sent')
    } catch (error) {
      await this.#failed(row, error as SmtpError)
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

  async #transmit(row: OutgoingMail, composed: Composed): Promise<string> {
    const brand = await brandOf(row.organization_id)
    const { html, text } = await renderMail(composed, brand, row.locale)
    const response = await mail.use('smtp').send((message) => {
      message
        .to(row.to_address, row.to_name ?? undefined)
        .from(brand.fromAddress, brand.name)
        .subject(composed.subject)
        .html(html)
        .text(text)
        .header('Auto-Submitted', 'auto-generated')
        .header('X-Warren-Mail', row.mail)
      message.nodeMailerMessage.messageId = row.message_id
      const replyTo = composed.replyTo ?? brand.supportEmail
      if (replyTo) message.replyTo(replyTo)
    })
    return String(response.original?.response ?? '').slice(0, 500)
  }

  async #end(
    state: 'sent' | 'failed' | 'cancelled',
    subject: string | null,
    reply: string
  ): Promise<void> {
    await db.rawQuery(
      `update outgoing_mails set state = ?, subject = coalesce(?, subject), last_reply = ?,
         sent_at = case when ? = 'sent' then ?::timestamptz end, payload = '{}',
         updated_at = clock_timestamp() where id = ?`,
      [state, subject, reply, state, clock.now().toISO(), this.id]
    )
  }

  async #failed(row: OutgoingMail, error: SmtpError & { cause?: unknown }): Promise<void> {
    const cause = (error.cause ?? error) as SmtpError
    const isPermanent = isRefused(cause) || row.attempts >= MAX_ATTEMPTS
    const wasCut = isWithoutReply(cause)
    logger.warn(
      { err: cause, mail: row.mail, mail_id: row.id, attempt: row.attempts },
      'mail not sent'
    )
    await db.rawQuery(
      `update outgoing_mails set state = ?, last_error = ?, cut_attempts = cut_attempts + ?,
         payload = case when ? then '{}'::jsonb else payload end,
         due_at = clock_timestamp() + make_interval(secs => ?), updated_at = clock_timestamp()
       where id = ?`,
      [
        isPermanent ? 'failed' : 'queued',
        cause.message.slice(0, 2000),
        wasCut ? 1 : 0,
        isPermanent,
        Math.min(2 ** row.attempts * 2, 3600),
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

/** Whether the server refused this mail; a refused greeting or password is the install's fault and mends. */
function isRefused({
  responseCode = 0,
  command = '',
}: {
  responseCode?: number
  command?: string
}): boolean {
  return responseCode >= 500 && /^(MAIL|RCPT|DATA)/.test(command)
}

/** Whether the connection was lost after it stood: the mail may have been taken, and nobody can tell. */
function isWithoutReply({ responseCode, code = '', syscall, message }: SmtpError): boolean {
  if (responseCode || syscall === 'connect' || /greeting|connection timeout/i.test(message))
    return false
  return ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'].includes(code)
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

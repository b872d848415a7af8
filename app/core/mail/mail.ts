import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { installSender } from '#config/mail'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import type { Attachment } from '#core/mail/hand_over'
import { Registry } from '#core/registry/registry'
import DeliverMails from '#core/mail/jobs/deliver_mails'

/** Values for a template. Numbers and dates are formatted before they come here. */
export type TemplateData = Record<string, unknown>

/** A mail as its class composes it at send time. */
export type Composed = {
  subject: string
  /** The line that an inbox shows after the subject. */
  preheader: string
  replyTo?: string
  /** One of the organization's from-addresses; else its default one. */
  senderId?: string | null
  headers?: Record<string, string>
  attachments?: Attachment[]
} & (
  | {
      /** `resources/mails/<template>.mjml` and `.txt`, filled with Liquid. */
      template: string
      data: TemplateData
      whole?: undefined
    }
  /** Written by people, and filled already. */
  | { whole: { html: string; text: string }; template?: undefined; data: Record<string, never> }
)

export type Addressee = {
  email: string
  name?: string | null
  locale?: string
  contactId?: string | null
  userId?: string | null
}

export type QueuedMail<P> = {
  to: Addressee
  /** The organization in whose name it goes; null for the install's own. */
  organizationId: string | null
  /** Ids only. Tokens are made at send time and never stored. */
  payload: P
  /** Unique per mail class: a second mail with the same key is not queued. */
  key?: string
}

/** The row of a mail that is being sent. */
export type OutgoingMail<P = Record<string, unknown>> = {
  id: string
  organization_id: string | null
  mail: string
  contact_id: string | null
  user_id: string | null
  to_address: string
  to_name: string | null
  locale: string
  payload: P
  message_id: string
  attempts: number
}

export type MailClass = { new (): Mail<never>; mailName: string; isWhole?: boolean }

/** Every kind of mail, by name; filled in start/registries.ts. */
export const mails = new Registry<() => Promise<{ default: MailClass }>>('mail')

/** A kind of transactional mail. */
export abstract class Mail<P extends Record<string, unknown>> {
  /** Stable name, `<domain>/<noun>`. */
  static mailName: string
  /** It composes whole mails and has no files in `resources/mails`. */
  static isWhole?: boolean

  /** Composes the mail with the tenant in context; null when it is no longer wanted. */
  abstract compose(row: OutgoingMail<P>): Promise<Composed | null>

  /**
   * Writes the mail's row in the caller's transaction and enqueues it after the
   * commit. Resolves to its id, or null when one with this key is there already.
   */
  static async queue<P extends Record<string, unknown>>(
    this: (new () => Mail<P>) & { mailName: string },
    mail: QueuedMail<P>,
    trx?: TransactionClientContract
  ): Promise<string | null> {
    if (!trx) return db.transaction((own) => insert(this.mailName, mail, own))
    return insert(this.mailName, mail, trx)
  }
}

async function insert(
  name: string,
  { to, organizationId, payload, key }: QueuedMail<Record<string, unknown>>,
  trx: TransactionClientContract
): Promise<string | null> {
  const id = uuid()
  const now = clock.now().toISO()
  const domain = installSender.address.split('@').pop()
  const rows = await sql<{ id: string }>(
    `insert into outgoing_mails (id, organization_id, mail, key, contact_id, user_id, to_address, to_name,
       locale, payload, message_id, due_at, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, clock_timestamp() + interval '30 seconds', ?, ?)
     on conflict (mail, key) where key is not null do nothing returning id`,
    [
      id,
      organizationId,
      name,
      key ?? null,
      to.contactId ?? null,
      to.userId ?? null,
      to.email,
      to.name ?? null,
      to.locale ?? 'en',
      JSON.stringify(payload),
      `<${randomUUID()}@${domain}>`,
      now,
      now,
    ],
    trx
  )
  if (rows.length === 0) return null
  trx.after('commit', () => void DeliverMails.enqueue({ mailIds: [id] }).catch(() => {}))
  return id
}

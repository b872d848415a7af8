import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import type { Attachment } from '#core/mail/hand_over'
import { Tenant } from '#core/tenancy/tenant'
import type { PreparedMessage } from '#messaging/messages/prepare'

/** Writes what a queued mail says, and what is kept of it, beside its row. */
export async function insertMessage(
  id: string,
  message: PreparedMessage,
  apiKeyId: string,
  trx: TransactionClientContract
): Promise<void> {
  const { recipient, subject, attachments, metadata } = message
  const owner = Tenant.id()
  const listed = attachments.map(({ name, type, content }) => ({
    name,
    type,
    size: content.length,
  }))
  await sql(
    `with said as (
       update outgoing_mails set subject = ? where id = ?
     ), kept as (
       insert into messages (id, organization_id, api_key_id, address_norm, sender_id, template_id, template_version,
         reply_to, subject, attachments, metadata, created_at)
       values (?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
     ), labelled as (
       insert into message_metadata (organization_id, message_id, key, value)
       select ?::uuid, ?::uuid, key, value from jsonb_each_text(?::jsonb)
     )
     insert into message_contents (organization_id, message_id, preheader, html, text) values (?::uuid, ?::uuid, ?, ?, ?)`,
    [
      ...[subject, id],
      ...[id, owner, apiKeyId, recipient.addressNorm, message.senderId, message.templateId],
      ...[message.templateVersion, message.replyTo, subject, JSON.stringify(listed)],
      ...[JSON.stringify(metadata), clock.now().toISO()],
      ...[owner, id, JSON.stringify(metadata)],
      ...[owner, id, message.preheader, message.html, message.text],
    ],
    trx
  )
  for (const [n, { content }] of attachments.entries()) {
    await sql(
      'insert into message_files (organization_id, message_id, n, content) values (?, ?, ?, ?)',
      [owner, id, n, content as never],
      trx
    )
  }
}

export type KeptMessage = {
  senderId: string | null
  replyTo: string | null
  subject: string
  preheader: string
  html: string
  text: string
}

/** What a message says; null after it left. */
export async function contentOfMessage(id: string): Promise<KeptMessage | null> {
  const [row] = await sql<KeptMessage>(
    `select m.sender_id as "senderId", m.reply_to as "replyTo", m.subject, c.preheader, c.html, c.text
     from message_contents c join messages m on m.organization_id = c.organization_id and m.id = c.message_id
     where c.organization_id = ? and c.message_id = ?`,
    [Tenant.id(), id]
  )
  return row ?? null
}

export function filesOfMessage(id: string): Promise<Attachment[]> {
  return sql<Attachment>(
    `select m.attachments->f.n->>'name' as name, m.attachments->f.n->>'type' as type, f.content
     from message_files f join messages m on m.organization_id = f.organization_id and m.id = f.message_id
     where f.organization_id = ? and f.message_id = ? order by f.n`,
    [Tenant.id(), id]
  )
}

/** Forgets what a message said. */
export async function eraseContent(id: string, organizationId: string): Promise<void> {
  await sql(
    `with files as (delete from message_files where organization_id = ? and message_id = ?)
     delete from message_contents where organization_id = ? and message_id = ?`,
    [organizationId, id, organizationId, id]
  )
}

/** Forgets what messages said that came to their end, whoever's they are; resolves to their number. */
export async function eraseEnded(limit = 500): Promise<number> {
  const rows = await sql(
    `with ended as (
       select c.organization_id, c.message_id from message_contents c join outgoing_mails o on o.id = c.message_id
       where o.state in ('sent', 'failed', 'cancelled') limit ?
     ), files as (
       delete from message_files f using ended e
       where f.organization_id = e.organization_id and f.message_id = e.message_id
     )
     delete from message_contents c using ended e
     where c.organization_id = e.organization_id and c.message_id = e.message_id returning c.message_id`,
    [limit]
  )
  return rows.length
}

import { sql } from '#core/database/sql'
import type { MailRef } from '#messaging/refs'

/** Whose organization a mail is of; null where it is gone or the install's own. */
export async function organizationOf(ref: MailRef): Promise<string | null> {
  const [row] = await sql<{ organizationId: string | null }>(
    ref.kind === 'send'
      ? 'select organization_id as "organizationId" from send_runs where id = ?'
      : 'select organization_id as "organizationId" from outgoing_mails where id = ?',
    [ref.kind === 'send' ? ref.runId : ref.mailId]
  )
  return row?.organizationId ?? null
}

/** The mail to one person that has one of these Message-IDs. */
export async function mailByMessageId(messageIds: string[]): Promise<string | null> {
  if (messageIds.length === 0) return null
  const [row] = await sql<{ id: string }>(
    'select id from outgoing_mails where message_id = any(?::text[]) limit 1',
    [messageIds]
  )
  return row?.id ?? null
}

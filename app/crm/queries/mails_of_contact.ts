import type { PanelRow } from '#core/registry/contact_panels'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** The newest mails to a contact, with their state. */
export async function mailsOfContact(contactId: string): Promise<PanelRow[]> {
  const rows = await sql<{
    id: string
    subject: string | null
    mail: string
    state: string
    created_at: Date
    last_error: string | null
  }>(
    `select id, subject, mail, state, created_at, last_error from outgoing_mails
     where organization_id = ? and contact_id = ? order by created_at desc limit 20`,
    [Tenant.id(), contactId]
  )
  return rows.map((row) => ({
    id: row.id,
    title: row.subject ?? row.mail.split('/')[1].replaceAll('_', ' '),
    detail: row.state === 'failed' ? row.last_error : null,
    at: row.created_at.toISOString(),
    status: row.state,
    money: null,
    href: null,
  }))
}

/** What mails are about, by their ids. */
export async function subjectsOfMails(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; subject: string | null; mail: string }>(
    'select id, subject, mail from outgoing_mails where organization_id = ? and id = any(?::uuid[])',
    [Tenant.id(), ids]
  )
  return new Map(
    rows.map(({ id, subject, mail }) => [id, subject ?? mail.split('/')[1].replaceAll('_', ' ')])
  )
}

import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

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

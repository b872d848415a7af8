import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { STATE } from '#messaging/ledger/states'

/** A mail of either ledger that a contact was to get. */
export type ContactMail = {
  id: string
  subject: string | null
  /** Kind of a mail to one person: `commerce/receipt`. */
  mail: string | null
  campaignId: string | null
  /** Of outgoing_mails. */
  state: string | null
  /** Of sends. */
  code: number | null
  reason: number
  marks: number
  error: string | null
  at: Date
}

const MOST = 20

/** The newest mails to a contact, and to those whom it took over. */
export function mailsOfContact(contactId: string): Promise<ContactMail[]> {
  const owner = Tenant.id()
  return sql<ContactMail>(
    `with people as materialized (
       select ?::uuid as id union all
       select id from contacts where organization_id = ? and merged_into_id = ?
     )
     select * from (
       (select m.id::text, m.subject, m.mail, null::uuid as "campaignId", m.state, null::int as code, 0 as reason,
          m.marks, m.last_error as error, m.created_at as at
        from outgoing_mails m where m.organization_id = ? and m.contact_id = ?
        order by m.created_at desc limit ${MOST})
       union all
       (select s.run_id || '.' || s.n, c.subject, null, case when r.source_kind = 'campaign' then r.source_id end, null,
          s.state, s.reason, s.marks, null, s.changed_at
        from sends s
        join send_runs r on r.organization_id = s.organization_id and r.id = s.run_id
        left join send_contents c on c.run_id = s.run_id and c.variant = s.variant
        where s.organization_id = ? and s.contact_id in (select id from people)
          and s.state not in (${STATE.waiting}, ${STATE.cancelled})
        order by s.run_id desc limit ${MOST})
     ) mails order by at desc limit ${MOST}`,
    [contactId, owner, contactId, owner, contactId, owner]
  )
}

/** What mails to many are about, by `<run>.<variant>`, with their links. */
export async function contentsOfRuns(
  keys: { runId: number; variant: number }[]
): Promise<Map<string, { subject: string; links: { url: string; label: string }[] }>> {
  if (keys.length === 0) return new Map()
  const rows = await sql<{
    key: string
    subject: string
    links: { url: string; label: string }[]
  }>(
    `select c.run_id || '.' || c.variant as key, c.subject, c.links
     from jsonb_to_recordset(?::jsonb) f ("runId" bigint, variant smallint)
     join send_contents c on c.organization_id = ? and c.run_id = f."runId" and c.variant = f.variant`,
    [JSON.stringify(keys), Tenant.id()]
  )
  return new Map(rows.map(({ key, ...content }) => [key, content]))
}

/** Subjects of mails to one person. */
export async function subjectsOfMails(ids: string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; subject: string | null }>(
    'select id, subject from outgoing_mails where organization_id = ? and id = any(?::uuid[])',
    [Tenant.id(), ids]
  )
  return new Map(rows.map(({ id, subject }) => [id, subject]))
}

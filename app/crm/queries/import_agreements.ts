import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportTicket } from '#crm/queries/import_creation'
import type { RowRange } from '#crm/queries/import_resolution'

/**
 * Notes who agreed according to the file, with what shows it. Whoever agreed before is left as they are; the ledger
 * itself keeps refusals in force.
 */
export async function recordAgreements(
  ticket: ImportTicket,
  range: RowRange,
  { actorId, file, hasDays }: { actorId: string | null; file: string; hasDays: boolean },
  trx: TransactionClientContract
): Promise<void> {
  const { agreement } = ticket.rules
  if (!agreement) return
  const { topicId, wording, document } = agreement
  await sql(
    `insert into consents (organization_id, contact_id, address_hash, channel, topic_id, state, source, wording, proof,
       actor_type, actor_id, occurred_at)
     select r.organization_id, e.contact_id, warren_address_hash(r.email_norm), 'email', ?::uuid, 'granted', 'import', ?,
       jsonb_strip_nulls(jsonb_build_object('import', r.import_id, 'row', r.row_no, 'file', ?::text, 'document', ?::text,
         'ip', r.agreed_ip)), ?, ?::uuid,
       coalesce(r.agreed_at, ?::timestamptz)
     from import_rows r
     join contact_emails e on e.organization_id = r.organization_id and e.email_norm = r.email_norm
     where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is null
       and not r.unsubscribed and (r.agreed_at is not null or not ?)
       and not exists (select 1 from consent_states s where s.organization_id = e.organization_id
         and s.contact_id = e.contact_id and s.channel = 'email' and s.topic_id is not distinct from ?::uuid
         and s.state = 'granted')`,
    [
      ...[topicId, wording, file, document, actorId ? 'user' : 'system', actorId, ticket.stamp],
      ...[Tenant.id(), ticket.id, range.first, range.last, hasDays, topicId],
    ],
    trx
  )
}

/** Lets what an import noted count no longer; the lines of the ledger stay. */
export async function withdrawAgreements(
  ticket: ImportTicket,
  trx: TransactionClientContract
): Promise<void> {
  const { agreement } = ticket.rules
  if (!agreement) return
  await sql(
    `delete from consent_states s using consents l
     where s.organization_id = ? and s.channel = 'email' and s.topic_id is not distinct from ?::uuid
       and s.state = 'granted' and s.source = 'import' and l.organization_id = s.organization_id
       and l.id = s.consent_id and l.proof->>'import' = ?`,
    [Tenant.id(), agreement.topicId, ticket.id],
    trx
  )
}

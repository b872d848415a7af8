import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import { resolvedRows, type RowRange } from '#crm/queries/import_resolution'

/** Contacts that rows of a range made, and those that rows are about and that were updated or already so. */
export async function contactsOfRange(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<string[]> {
  const resolved = resolvedRows(ticket.id, range, ticket.rules)
  const { idPrefix } = ticket
  const rows = await sql<{ id: string }>(
    `select c.id from contacts c where c.organization_id = ?
       and c.id between ${idOfRow('contact', '?::int')} and ${idOfRow('contact', '?::int')}
     union
     select r.target from (${resolved.sql}) r where r.verdict = 'update' ${PLAN_AFRESH}`,
    [Tenant.id(), idPrefix, range.first, idPrefix, range.last, ...resolved.bindings],
    trx
  )
  return rows.map(({ id }) => id)
}

/** Members of a list, of those who entered at a moment (ISO 8601) or of all; at most `limit`. */
export async function membersOf(
  listId: string,
  enteredAt: string | null,
  limit: number
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select contact_id as id from segment_members
     where organization_id = ? and segment_id = ? and (?::timestamptz is null or entered_at = ?::timestamptz) limit ?`,
    [Tenant.id(), listId, enteredAt, enteredAt, limit]
  )
  return rows.map(({ id }) => id)
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportTicket } from '#crm/queries/import_creation'
import { resolvedRows, type RowRange } from '#crm/queries/import_resolution'

/** Why a row was not imported that is sound in itself. */
const REASONS = `case verdict
  when 'taken' then 'The e-mail address or the id belongs to another contact than the row is about'
  when 'shared' then 'Several contacts have this phone number'
  when 'exists' then 'Not imported: this contact is there already'
  when 'unknown' then 'Not imported: there is no such contact to update' end`

/** Notes which rows of a chunk are not imported, or not whole, and why. Before anything of it is written. */
export async function noteRefusals(
  ticket: ImportTicket,
  range: RowRange,
  { hasRefused, hasWarned }: { hasRefused: boolean; hasWarned: boolean },
  trx: TransactionClientContract
): Promise<void> {
  const resolved = resolvedRows(ticket.id, range, ticket.rules)
  const mine = [Tenant.id(), ticket.id, range.first, range.last]
  const refused = `union all
       select organization_id, import_id, row_no, ${REASONS} from (${resolved.sql}) r
       where verdict in ('taken', 'shared', 'exists', 'unknown')`
  const warned = `union all
       select organization_id, import_id, row_no, 'Imported without a value. ' || warning from (${resolved.sql}) r
       where verdict in ('new', 'update') and warning is not null`
  await sql(
    `insert into import_refusals (organization_id, import_id, row_no, reason)
     select organization_id, import_id, row_no, reason from (
       select r.organization_id, r.import_id, r.row_no, r.problem as reason from import_rows r
       where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is not null
       union all
       select d.organization_id, d.import_id, d.row_no, 'Row ' || d.first_row || ' is about the same person'
       from import_duplicates d
       where d.organization_id = ? and d.import_id = ? and d.row_no between ? and ?
       ${hasRefused ? refused : ''}
       ${hasWarned ? warned : ''}
     ) refused
     on conflict do nothing`,
    [
      ...mine,
      ...mine,
      ...(hasRefused ? resolved.bindings : []),
      ...(hasWarned ? resolved.bindings : []),
    ],
    trx
  )
}

/** Rows of an import that were refused, by number, beginning after one of them. */
export function refusalsAfter(importId: string, rowNo: number, most: number) {
  return sql<{ rowNo: number; reason: string }>(
    `select row_no as "rowNo", reason from import_refusals
     where organization_id = ? and import_id = ? and row_no > ? order by row_no limit ?`,
    [Tenant.id(), importId, rowNo, most]
  )
}

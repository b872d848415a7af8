import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportTicket } from '#crm/queries/import_creation'
import type { RowRange, RowSource } from '#crm/queries/import_resolution'

/** Notes which rows of a chunk are not imported, or not whole, and why. Before anything of it is written. */
export async function noteRefusals(
  { table, resolved: resolve, reason, same }: RowSource,
  ticket: ImportTicket,
  range: RowRange,
  { hasRefused, hasWarned }: { hasRefused: boolean; hasWarned: boolean },
  trx: TransactionClientContract
): Promise<void> {
  const resolved = resolve(ticket.id, range, ticket.rules)
  const mine = [Tenant.id(), ticket.id, range.first, range.last]
  const refused = `union all
       select organization_id, import_id, row_no, ${reason} from (${resolved.sql}) r
       where verdict not in ('new', 'update')`
  const warned = `union all
       select organization_id, import_id, row_no, 'Imported without a value. ' || warning from (${resolved.sql}) r
       where verdict in ('new', 'update') and warning is not null`
  await sql(
    `insert into import_refusals (organization_id, import_id, row_no, reason)
     select organization_id, import_id, row_no, reason from (
       select r.organization_id, r.import_id, r.row_no, r.problem as reason from ${table} r
       where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.problem is not null
       union all
       select d.organization_id, d.import_id, d.row_no, 'Row ' || d.first_row || ' ${same}'
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

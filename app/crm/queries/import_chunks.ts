import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type ChunkRow = { number: number; first: number; last: number; staged: number }

export type ChunkCounts = {
  created: number
  updated: number
  unchanged: number
  skipped: number
  refused: number
}

const COLUMNS = 'number, first_row as first, last_row as last, staged'

export function pendingChunks(importId: string): Promise<ChunkRow[]> {
  return sql<ChunkRow>(
    `select ${COLUMNS} from import_chunks
     where organization_id = ? and import_id = ? and state = 'pending' order by number`,
    [Tenant.id(), importId]
  )
}

export function doneChunks(importId: string): Promise<ChunkRow[]> {
  return sql<ChunkRow>(
    `select ${COLUMNS} from import_chunks
     where organization_id = ? and import_id = ? and state = 'done' order by number desc`,
    [Tenant.id(), importId]
  )
}

/** Locks the line of a chunk in the ledger; false when it is not in this state (any more). */
export async function takeChunk(
  importId: string,
  number: number,
  state: 'pending' | 'done',
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `select number from import_chunks
     where organization_id = ? and import_id = ? and number = ? and state = ? for update`,
    [Tenant.id(), importId, number, state],
    trx
  )
  return rows.length > 0
}

/** How many rows of a chunk are staged; fewer than the ledger says when the database lost them in a crash. */
export async function stagedRows(
  table: string,
  importId: string,
  { first, last }: ChunkRow,
  trx: TransactionClientContract
): Promise<number> {
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from ${table}
     where organization_id = ? and import_id = ? and row_no between ? and ?`,
    [Tenant.id(), importId, first, last],
    trx
  )
  return count
}

export async function finishChunk(
  importId: string,
  number: number,
  counts: ChunkCounts,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update import_chunks set state = 'done', created = ?, updated = ?, unchanged = ?, skipped = ?, refused = ?
     where organization_id = ? and import_id = ? and number = ?`,
    [
      ...[counts.created, counts.updated, counts.unchanged, counts.skipped, counts.refused],
      ...[Tenant.id(), importId, number],
    ],
    trx
  )
}

export async function undoneChunk(
  importId: string,
  number: number,
  kept: number,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update import_chunks set state = 'undone', kept = ? where organization_id = ? and import_id = ? and number = ?`,
    [kept, Tenant.id(), importId, number],
    trx
  )
}

export type Progress = ChunkCounts & {
  chunks: number
  done: number
  undone: number
  rows: number
  rowsDone: number
  kept: number
}

/** What the ledger says of an import, all chunks together. */
export async function progressOf(importId: string): Promise<Progress> {
  const [row] = await sql<Progress>(
    `select count(*)::int as chunks, (count(*) filter (where state = 'done'))::int as done,
       (count(*) filter (where state = 'undone'))::int as undone, coalesce(sum(staged), 0)::int as rows,
       coalesce(sum(staged) filter (where state <> 'pending'), 0)::int as "rowsDone",
       coalesce(sum(created), 0)::int as created, coalesce(sum(updated), 0)::int as updated,
       coalesce(sum(unchanged), 0)::int as unchanged, coalesce(sum(skipped), 0)::int as skipped,
       coalesce(sum(refused), 0)::int as refused, coalesce(sum(kept), 0)::int as kept
     from import_chunks where organization_id = ? and import_id = ?`,
    [Tenant.id(), importId]
  )
  return row
}

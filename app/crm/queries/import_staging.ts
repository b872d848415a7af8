import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { StagedRow } from '#crm/imports/mapping/staged_row'

/**
 * `rows` of a file are imported in one transaction: until its end every list of the newest steps over them. Tests take
 * fewer.
 */
export const chunking = { rows: 10_000 }

export type Chunk = { number: number; first: number; last: number; staged: number }
/** Where rows of a kind are staged: columns in the order in which `line` writes them, in COPY's text format. */
export type StagedTable<Row extends StagedRow = StagedRow> = {
  name: string
  columns: readonly string[]
  /** `head` is organization and import, with a tab behind each. */
  line(head: string, row: Row): string
}
type Pool = { acquireConnection(): Promise<pg.Client>; releaseConnection(client: pg.Client): void }

/**
 * Writes the rows of a file into their table, in place of what was there, and cuts them into chunks that are not
 * done yet. Chunks that were done before (the staging was lost after a crash) keep their line.
 */
export async function stageRows<Row extends StagedRow>(
  table: StagedTable<Row>,
  importId: string,
  batches: AsyncIterable<Row[]>
): Promise<{ rows: number }> {
  const organizationId = Tenant.id()
  const pool = db.connection().getWriteClient().client as Pool
  const client = await pool.acquireConnection()
  try {
    await client.query('begin')
    // Reading a large file may take longer than any other statement of the house.
    await client.query('set local statement_timeout = 0')
    for (const name of [table.name, 'import_duplicates']) {
      await client.query(`delete from ${name} where organization_id = $1 and import_id = $2`, [
        organizationId,
        importId,
      ])
    }
    const cut = new ChunkCutter()
    const lines = async function* () {
      const head = `${organizationId}\t${importId}\t`
      for await (const batch of batches) {
        let text = ''
        for (const row of batch) {
          text += table.line(head, row)
          cut.add(row.rowNo)
        }
        yield Buffer.from(text)
      }
    }
    const copy = client.query(
      copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`)
    )
    await pipeline(Readable.from(lines(), { objectMode: false, highWaterMark: 1 << 20 }), copy)
    const chunks = cut.end()
    await client.query(
      `insert into import_chunks (organization_id, import_id, number, first_row, last_row, staged)
       select $1, $2, number, first, last, staged
       from jsonb_to_recordset($3::jsonb) c (number integer, first integer, last integer, staged integer)
       on conflict (organization_id, import_id, number) do nothing`,
      [organizationId, importId, JSON.stringify(chunks)]
    )
    await client.query('commit')
    return { rows: chunks.reduce((sum, { staged }) => sum + staged, 0) }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    pool.releaseConnection(client)
  }
}

/** What a mapping that was changed left behind. Only while nothing is imported yet. */
export async function forgetChunks(importId: string): Promise<void> {
  await sql(`delete from import_chunks where organization_id = ? and import_id = ?`, [
    Tenant.id(),
    importId,
  ])
}

/** Plans are made with what the planner knows of the table, which is nothing right after a COPY. */
export async function learnStaging({ name }: Pick<StagedTable, 'name'>): Promise<void> {
  await sql(`analyze ${name}`)
}

/**
 * The same of what an import fills and asks: as long as the planner takes an organization for a small one, it may look
 * for an address by reading all of them.
 */
export async function learnContacts(): Promise<void> {
  // Of the columns by which people are known: the searched texts would take seconds.
  await sql('analyze contacts (organization_id, id, email_norm, phone_e164, external_id)')
  await sql('analyze contact_emails (organization_id, contact_id, email_norm)')
  await sql('analyze contact_phones (organization_id, contact_id, phone_e164)')
}

/**
 * Lets the words of this transaction's rows wait for their index in a longer list, and gives it the room to take them
 * in by the hundred thousand: by far the dearest part of a new contact.
 */
export async function gatherWords(trx: TransactionClientContract): Promise<void> {
  await sql(`set local gin_pending_list_limit = '64MB'`, [], trx)
  await sql(`set local work_mem = '128MB'`, [], trx)
}

/** Takes the words that still wait into the index: every search would look through them. */
export async function indexWords(records: 'contacts' | 'companies' | 'deals'): Promise<void> {
  const kinds = records === 'deals' ? ['search', 'custom'] : ['search', 'attributes', 'custom']
  for (const index of kinds.map((kind) => `${records}_${kind}`)) {
    await sql(`select gin_clean_pending_list('${index}')`)
  }
}

/** Gives the room of the staged rows back. */
export async function unstage(
  { name }: Pick<StagedTable, 'name'>,
  importId: string
): Promise<void> {
  for (const table of [name, 'import_duplicates']) {
    await sql(`delete from ${table} where organization_id = ? and import_id = ?`, [
      Tenant.id(),
      importId,
    ])
  }
}

class ChunkCutter {
  #chunks: Chunk[] = []
  #open: Chunk | null = null

  add(rowNo: number): void {
    this.#open ??= { number: this.#chunks.length + 1, first: rowNo, last: rowNo, staged: 0 }
    this.#open.last = rowNo
    if (++this.#open.staged >= chunking.rows) this.#close()
  }

  end(): Chunk[] {
    this.#close()
    return this.#chunks
  }

  #close(): void {
    if (this.#open) this.#chunks.push(this.#open)
    this.#open = null
  }
}

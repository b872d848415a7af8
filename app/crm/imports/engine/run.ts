import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { LeaseLost } from '#crm/imports/engine/lease_lost'
import { stageImport } from '#crm/imports/engine/staging'
import { NotAllNew } from '#crm/imports/kinds/import_kind'
import { kindOf } from '#crm/imports/kinds/kinds'
import type { Findings } from '#crm/models/import'
import type Import from '#crm/models/import'
import {
  type ChunkRow,
  finishChunk,
  pendingChunks,
  stagedRows,
  takeChunk,
} from '#crm/queries/import_chunks'
import { ID_KINDS } from '#crm/queries/import_creation'
import { forgetFailures, renewLease } from '#crm/queries/import_leases'
import { gatherWords } from '#crm/queries/import_staging'

/** Chunks that are written at the same time. */
const LANES = 2
/** Rows that may make a small organization a large one. */
const MANY = 10_000
/** A chunk that met somebody else's change is done again. */
const MOST_TRIES = 6
/** Unique violation, deadlock, serialization failure: somebody wrote the same in the same moment. */
const COLLISIONS = ['23505', '40P01', '40001']

class StagingLost extends Error {}

/**
 * Imports chunks until all are done, or until its turn is over. Each chunk is a transaction with its line in the
 * ledger, so that stopping anywhere, also by a crash, leaves no gap and repeats nothing.
 */
export async function runImport(
  batch: Import,
  until: number
): Promise<'nothing' | 'more' | 'taken_away'> {
  const kind = kindOf(batch.kind)
  const chunks = await pendingChunks(batch.id)
  try {
    if (chunks.length > 0) await kind.prepare(batch, chunks)
    if (isLarge(chunks)) await kind.learn()
    let done = 0
    await inLanes(chunks, until, async (chunk) => {
      await runChunk(batch, chunk)
      // After one, four, sixteen chunks and so on: a table that grew so much is another one.
      if (isLarge(chunks) && Number.isInteger(Math.log2(++done) / 2)) await kind.learn()
    })
  } catch (error) {
    if (error instanceof LeaseLost) return 'taken_away'
    if (!(error instanceof StagingLost)) throw error
    // The database came back from a crash without its unlogged tables: the file is read again.
    await stageImport(batch)
    return 'more'
  }
  if ((await pendingChunks(batch.id)).length > 0) return 'more'
  if (isLarge(chunks)) await kind.finish()
  return 'nothing'
}

function isLarge(chunks: ChunkRow[]): boolean {
  return chunks.reduce((sum, { staged }) => sum + staged, 0) > MANY
}

async function inLanes(
  chunks: ChunkRow[],
  until: number,
  work: (chunk: ChunkRow) => Promise<void>
): Promise<void> {
  const waiting = [...chunks]
  let failure: unknown
  const lane = async () => {
    while (waiting.length > 0 && !failure && performance.now() < until) {
      try {
        await work(waiting.shift()!)
      } catch (error) {
        failure ??= error
      }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  if (failure) throw failure
}

async function runChunk(batch: Import, chunk: ChunkRow): Promise<void> {
  if (!(await renewLease(batch.id))) throw new LeaseLost()
  let isNew = isAllNew(batch)
  for (let tries = 1; ; tries++) {
    try {
      await writeChunk(batch, chunk, isNew)
      break
    } catch (error) {
      isNew = false
      if (error instanceof NotAllNew) continue
      if (tries >= MOST_TRIES || !COLLISIONS.includes((error as { code?: string }).code ?? '')) {
        throw error
      }
    }
  }
  await forgetFailures(batch.id)
  await tellStaff('contacts', batch.id)
}

/** Whether its check found nothing but new records: then none needs to be looked for again, only counted. */
function isAllNew({ findings, rules }: Import): boolean {
  const { new: fresh, rows } = findings as Partial<Findings>
  return rules.mode !== 'update' && rows !== undefined && fresh === rows
}

function writeChunk(batch: Import, chunk: ChunkRow, isNew: boolean): Promise<void> {
  const kind = kindOf(batch.kind)
  return db.transaction(async (trx) => {
    if (!(await takeChunk(batch.id, chunk.number, 'pending', trx))) return
    const staged = await stagedRows(kind.staging.name, batch.id, chunk, trx)
    if (staged < chunk.staged) throw new StagingLost()
    await gatherWords(trx)
    const written = await kind.write(batch, chunk, isNew, trx)
    const { created, updated, unchanged, skipped } = written
    const refused = chunk.staged - created - updated - unchanged - skipped
    await finishChunk(batch.id, chunk.number, { ...written, refused }, trx)
    const ids = { firstId: idOf(batch, chunk.first), lastId: idOf(batch, chunk.last) }
    await kind.event.record(
      {
        organizationId: Tenant.id(),
        subjectId: batch.id,
        payload: { chunk: chunk.number, ...ids, created, updated },
      },
      trx
    )
  })
}

function idOf({ idPrefix, kind }: Import, row: number): string {
  const figure = ID_KINDS[kindOf(kind).idKind]
  const hex = `${idPrefix}${figure}${row.toString(16).padStart(8, '0')}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

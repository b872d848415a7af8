import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import ContactsImported from '#crm/events/contacts_imported'
import { LeaseLost, stageImport } from '#crm/imports/engine/staging'
import { listChunk } from '#crm/imports/import_list'
import type { Findings } from '#crm/models/import'
import type Import from '#crm/models/import'
import {
  type ChunkRow,
  finishChunk,
  pendingChunks,
  stagedRows,
  takeChunk,
} from '#crm/queries/import_chunks'
import {
  addFurtherAddresses,
  createContacts,
  ID_KINDS,
  type ImportTicket,
  recordOptOuts,
} from '#crm/queries/import_creation'
import { forgetFailures, renewLease } from '#crm/queries/import_leases'
import { noteRefusals } from '#crm/queries/import_refusals'
import { prepareCompanies, prepareTags, stagedTags } from '#crm/queries/import_preparation'
import { countVerdicts, type Verdicts } from '#crm/queries/import_resolution'
import { gatherWords, indexWords, learnContacts } from '#crm/queries/import_staging'
import { addToContacts, updateContacts } from '#crm/queries/import_updates'

/** Chunks that are written at the same time. */
const LANES = 2
const MOST_TAGS = 1000
/** Rows that may make a small organization a large one. */
const MANY = 10_000
/** A chunk that met somebody else's change is done again. */
const MOST_TRIES = 6
/** Unique violation, deadlock, serialization failure: somebody wrote the same in the same moment. */
const COLLISIONS = ['23505', '40P01', '40001']

class StagingLost extends Error {}
/** Somebody of a file of new people has become known since it was checked. */
class NotAllNew extends Error {}

/**
 * Imports chunks until all are done, or until its turn is over. Each chunk is a transaction with its line in the
 * ledger, so that stopping anywhere, also by a crash, leaves no gap and repeats nothing.
 */
export async function runImport(
  batch: Import,
  until: number
): Promise<'nothing' | 'more' | 'taken_away'> {
  const chunks = await pendingChunks(batch.id)
  try {
    if (chunks.length > 0) await prepare(batch, chunks)
    if (isLarge(chunks)) await learnContacts()
    let done = 0
    await inLanes(chunks, until, async (chunk) => {
      await runChunk(batch, chunk)
      // After one, four, sixteen chunks and so on: a table that grew so much is another one.
      if (isLarge(chunks) && Number.isInteger(Math.log2(++done) / 2)) await learnContacts()
    })
  } catch (error) {
    if (error instanceof LeaseLost) return 'taken_away'
    if (!(error instanceof StagingLost)) throw error
    // The database came back from a crash without its unlogged tables: the file is read again.
    await stageImport(batch)
    return 'more'
  }
  if ((await pendingChunks(batch.id)).length > 0) return 'more'
  if (isLarge(chunks)) await indexWords()
  return 'nothing'
}

function isLarge(chunks: ChunkRow[]): boolean {
  return chunks.reduce((sum, { staged }) => sum + staged, 0) > MANY
}

/** Companies and tags before the contacts, so that chunks at the same time share them. */
async function prepare(batch: Import, chunks: ChunkRow[]): Promise<void> {
  const { ticket } = batch
  if (batch.mapping.includes('tags') || batch.rules.tags.length > 0) {
    const names = await stagedTags(batch.id, MOST_TAGS)
    if (names.length > 0) await db.transaction((trx) => prepareTags(ticket, names, trx))
  }
  if (!batch.mapping.includes('company')) return
  for (const chunk of chunks) {
    await db.transaction((trx) => prepareCompanies(ticket, chunk, trx))
    if (!(await renewLease(batch.id))) throw new LeaseLost()
  }
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

/** Whether its check found nobody but new people: then nobody needs to be looked for again, only counted. */
function isAllNew({ findings, rules }: Import): boolean {
  const { new: fresh, rows } = findings as Partial<Findings>
  return rules.mode !== 'update' && rows !== undefined && fresh === rows
}

function writeChunk(batch: Import, chunk: ChunkRow, isNew: boolean): Promise<void> {
  const { ticket, mapping } = batch
  const { mode } = batch.rules
  const has = (...targets: string[]) => targets.some((target) => mapping.includes(target))
  return db.transaction(async (trx) => {
    if (!(await takeChunk(batch.id, chunk.number, 'pending', trx))) return
    if ((await stagedRows(batch.id, chunk, trx)) < chunk.staged) throw new StagingLost()
    await gatherWords(trx)
    const verdicts: Verdicts = isNew
      ? { new: chunk.staged }
      : await countVerdicts(batch.id, chunk, batch.rules, trx)
    const known = verdicts.update ?? 0
    const skipped = (verdicts.exists ?? 0) + (verdicts.unknown ?? 0)
    const hasRefused = skipped + (verdicts.taken ?? 0) + (verdicts.shared ?? 0) > 0
    const hasWarned = (batch.findings.warned ?? 1) > 0
    await noteRefusals(ticket, chunk, { hasRefused, hasWarned }, trx)
    const changed =
      known > 0 ? await updateContacts(ticket, chunk, trx) : { updated: 0, unchanged: 0 }
    const created = mode === 'update' ? 0 : await createContacts(ticket, chunk, trx)
    if (isNew && created !== chunk.staged) throw new NotAllNew()
    // Several columns, or several addresses in one cell, of which the first is the primary one.
    if (created > 0 && has('email', 'other_email', 'phone', 'other_phone')) {
      await addFurtherAddresses(ticket, chunk, trx)
    }
    if (known > 0) await addToContacts(ticket, chunk, trx)
    if (has('unsubscribed')) await recordOptOuts(ticket, chunk, batch.createdBy, trx)
    await listChunk(ticket, chunk, trx)
    const counts = {
      ...changed,
      created,
      skipped,
      refused: chunk.staged - created - changed.updated - changed.unchanged - skipped,
    }
    await finishChunk(batch.id, chunk.number, counts, trx)
    await ContactsImported.record(
      {
        organizationId: Tenant.id(),
        subjectId: batch.id,
        payload: {
          chunk: chunk.number,
          firstId: idOf(ticket, chunk.first),
          lastId: idOf(ticket, chunk.last),
          created,
          updated: changed.updated,
        },
      },
      trx
    )
  })
}

function idOf({ idPrefix }: ImportTicket, row: number): string {
  const hex = `${idPrefix}${ID_KINDS.contact}${row.toString(16).padStart(8, '0')}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

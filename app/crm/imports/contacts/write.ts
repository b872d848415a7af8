import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { LeaseLost } from '#crm/imports/engine/lease_lost'
import { listChunk } from '#crm/imports/import_list'
import { NotAllNew, type Written } from '#crm/imports/kinds/import_kind'
import type Import from '#crm/models/import'
import type { ChunkRow } from '#crm/queries/import_chunks'
import { recordAgreements } from '#crm/queries/import_agreements'
import { addFurtherAddresses, createContacts, recordOptOuts } from '#crm/queries/import_creation'
import { renewLease } from '#crm/queries/import_leases'
import { prepareCompanies, prepareTags, stagedTags } from '#crm/queries/import_preparation'
import { noteRefusals } from '#crm/queries/import_refusals'
import {
  CONTACT_ROWS,
  countVerdicts,
  refusedOf,
  type Verdicts,
} from '#crm/queries/import_resolution'
import { addToContacts, updateContacts } from '#crm/queries/import_updates'

export const MOST_TAGS = 1000

/** Companies and tags before the contacts, so that chunks at the same time share them. */
export async function prepareContacts(batch: Import, chunks: ChunkRow[]): Promise<void> {
  const { ticket } = batch
  if (batch.mapping.includes('tags') || batch.rules.tags.length > 0) {
    const names = await stagedTags('import_rows', batch.id, MOST_TAGS)
    if (names.length > 0) await db.transaction((trx) => prepareTags(ticket, names, trx))
  }
  if (!batch.mapping.includes('company')) return
  for (const chunk of chunks) {
    await db.transaction((trx) => prepareCompanies('import_rows', ticket, chunk, trx))
    if (!(await renewLease(batch.id))) throw new LeaseLost()
  }
}

/** Writes the contacts of a chunk, and what belongs to them. */
export async function writeContacts(
  batch: Import,
  chunk: ChunkRow,
  isNew: boolean,
  trx: TransactionClientContract
): Promise<Written> {
  const { ticket, mapping, rules } = batch
  const has = (...targets: string[]) => targets.some((target) => mapping.includes(target))
  const verdicts: Verdicts = isNew
    ? { new: chunk.staged }
    : await countVerdicts(CONTACT_ROWS, batch.id, chunk, rules, trx)
  const known = verdicts.update ?? 0
  const { refused, skipped } = refusedOf(verdicts)
  const hasWarned = (batch.findings.warned ?? 1) > 0
  const noted = { hasRefused: refused + skipped > 0, hasWarned }
  await noteRefusals(CONTACT_ROWS, ticket, chunk, noted, trx)
  const changed =
    known > 0 ? await updateContacts(ticket, chunk, trx) : { updated: 0, unchanged: 0 }
  const created = rules.mode === 'update' ? 0 : await createContacts(ticket, chunk, trx)
  if (isNew && created !== chunk.staged) throw new NotAllNew()
  // Several columns, or several addresses in one cell, of which the first is the primary one.
  if (created > 0 && has('email', 'other_email', 'phone', 'other_phone')) {
    await addFurtherAddresses(ticket, chunk, trx)
  }
  if (known > 0) await addToContacts(ticket, chunk, trx)
  if (has('unsubscribed')) await recordOptOuts(ticket, chunk, batch.createdBy, trx)
  const words = { actorId: batch.createdBy, file: batch.name, hasDays: has('agreed_at') }
  await recordAgreements(ticket, chunk, words, trx)
  await listChunk(ticket, chunk, trx)
  return { ...changed, created, skipped }
}

import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { tellStaff } from '#identity/staff_channels'
import DealsImported from '#crm/events/deals_imported'
import { DealReader } from '#crm/imports/deals/deal_reader'
import { DEAL_TABLE, type StagedDeal } from '#crm/imports/deals/deal_table'
import { StagePlaces } from '#crm/imports/deals/stage_places'
import { HEADER_WORDS, TARGETS } from '#crm/imports/deals/targets'
import { LeaseLost } from '#crm/imports/engine/lease_lost'
import type { ImportKind, Written } from '#crm/imports/kinds/import_kind'
import { looksLikeEmail } from '#crm/imports/reading/looks'
import type Import from '#crm/models/import'
import type { ChunkRow } from '#crm/queries/import_chunks'
import { DEAL_ROWS, holdStages, learnDeals, linkDealRows } from '#crm/queries/import_deal_rows'
import { discardDeals, restoreDeals } from '#crm/queries/import_deal_undo'
import { createDeals, pipelinesInUse, updateDeals } from '#crm/queries/import_deal_writes'
import { renewLease } from '#crm/queries/import_leases'
import { prepareCompanies } from '#crm/queries/import_preparation'
import { noteRefusals } from '#crm/queries/import_refusals'
import { countVerdicts, findDuplicates, refusedOf } from '#crm/queries/import_resolution'
import { indexWords } from '#crm/queries/import_staging'
import { deleteUnused } from '#crm/queries/import_undo'

/** Files of deals. */
export const deals: ImportKind<StagedDeal> = {
  entity: 'deal',
  words: { one: 'deal', many: 'deals' },
  targets: TARGETS,
  repeatable: [],
  headerWords: HEADER_WORDS,
  seconds: {},
  byValues(values, isTaken) {
    const isEmail = values.filter(looksLikeEmail).length > values.length * 0.7
    return isEmail && !isTaken('contact_email') ? 'contact_email' : null
  },
  matchKeys: {
    title: {
      label: 'Title and contact or company',
      needs: ['title'],
      lacking: 'Say which column holds the title: deals are told apart by it and whose they are.',
    },
    external_id: {
      label: 'Id in another system, else title',
      needs: ['external_id', 'title'],
      lacking: 'Say which column holds the id or the title: deals are told apart by it.',
    },
  },
  extras: ['pipeline'],

  staging: DEAL_TABLE,
  rows: DEAL_ROWS,
  reader: async (mapping, rules, house) =>
    new DealReader(mapping, rules, house, await StagePlaces.ofHouse()),
  async settle(importId, { flawed }, isMany) {
    if (isMany) await learnDeals()
    await linkDealRows(importId, flawed)
    await findDuplicates(DEAL_TABLE.name, importId, ['match_key', 'external_id'])
  },
  learn: learnDeals,
  prepare,
  write,
  finish: () => indexWords('deals'),
  idKind: 'deal',
  event: DealsImported,

  undo: {
    begin: async () => true,
    async restore(batch, most, trx) {
      await holdStages(trx)
      const [now, importer] = [clock.now().toISO()!, batch.createdBy]
      return restoreDeals(batch.ticket, { most, now, importer }, trx)
    },
    async remove({ ticket }, chunk, trx) {
      await tellBoards(trx)
      return discardDeals(ticket, chunk, clock.now().toISO()!, trx)
    },
    end: ({ ticket }) => db.transaction((trx) => deleteUnused(ticket, trx)),
  },
}

/** Companies that rows name and that are not there, so that chunks at the same time share them. */
async function prepare({ id, mapping, ticket }: Import, chunks: ChunkRow[]): Promise<void> {
  if (!mapping.includes('company')) return
  for (const chunk of chunks) {
    await db.transaction((trx) => prepareCompanies('import_deal_rows', ticket, chunk, trx))
    if (!(await renewLease(id))) throw new LeaseLost()
  }
}

async function write(
  batch: Import,
  chunk: ChunkRow,
  _isNew: boolean,
  trx: TransactionClientContract
): Promise<Written> {
  const { ticket, rules, createdBy: importer } = batch
  await holdStages(trx)
  const verdicts = await countVerdicts(DEAL_ROWS, batch.id, chunk, rules, trx)
  const { refused, skipped } = refusedOf(verdicts)
  const hasWarned = (batch.findings.warned ?? 1) > 0
  const noted = { hasRefused: refused + skipped > 0, hasWarned }
  await noteRefusals(DEAL_ROWS, ticket, chunk, noted, trx)
  const changed = verdicts.update
    ? await updateDeals(ticket, chunk, importer, trx)
    : { updated: 0, unchanged: 0 }
  const { currency } = await Organization.findOrFail(Tenant.id())
  const created = verdicts.new ? await createDeals(ticket, chunk, { importer, currency }, trx) : 0
  await tellBoards(trx)
  return { ...changed, created, skipped }
}

/** Whoever has a board open sees it anew. */
async function tellBoards(trx: TransactionClientContract): Promise<void> {
  for (const id of await pipelinesInUse(trx)) await tellStaff('deals', id, trx)
}

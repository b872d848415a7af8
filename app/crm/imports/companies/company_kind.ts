import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import CompaniesImported from '#crm/events/companies_imported'
import { CompanyReader } from '#crm/imports/companies/company_reader'
import { COMPANY_TABLE, type StagedCompany } from '#crm/imports/companies/company_table'
import { HEADER_WORDS, REPEATABLE, TARGETS } from '#crm/imports/companies/targets'
import { MOST_TAGS } from '#crm/imports/contacts/write'
import type { ImportKind, Written } from '#crm/imports/kinds/import_kind'
import type Import from '#crm/models/import'
import type { ChunkRow } from '#crm/queries/import_chunks'
import {
  COMPANY_ROWS,
  findDoubledCompanies,
  learnCompanies,
} from '#crm/queries/import_company_rows'
import {
  createCompanies,
  deleteCompanies,
  restoreCompanies,
  tagCompanies,
  updateCompanies,
} from '#crm/queries/import_company_writes'
import { prepareTags, stagedTags } from '#crm/queries/import_preparation'
import { noteRefusals } from '#crm/queries/import_refusals'
import { countVerdicts, refusedOf } from '#crm/queries/import_resolution'
import { indexWords } from '#crm/queries/import_staging'
import { deleteUnused } from '#crm/queries/import_undo'

/** Files of companies. */
export const companies: ImportKind<StagedCompany> = {
  entity: 'company',
  words: { one: 'company', many: 'companies' },
  targets: TARGETS,
  repeatable: REPEATABLE,
  headerWords: HEADER_WORDS,
  seconds: {},
  byValues: () => null,
  matchKeys: {
    domain: {
      label: 'Domain, else name',
      needs: ['domain', 'website', 'name'],
      lacking: 'Say which column holds the domain or the name: companies are told apart by it.',
    },
    name: {
      label: 'Name',
      needs: ['name'],
      lacking: 'Say which column holds the name: companies are told apart by it.',
    },
    external_id: {
      label: 'Id in another system, else domain or name',
      needs: ['external_id', 'domain', 'website', 'name'],
      lacking:
        'Say which column holds the id, the domain or the name: companies are told apart by it.',
    },
  },
  extras: ['tags'],

  staging: COMPANY_TABLE,
  rows: COMPANY_ROWS,
  reader: async (mapping, rules, house) => new CompanyReader(mapping, rules, house),
  settle: (importId, { matchBy }) => findDoubledCompanies(importId, matchBy),
  learn: learnCompanies,
  async prepare({ id, mapping, rules, ticket }) {
    if (!mapping.includes('tags') && rules.tags.length === 0) return
    const names = await stagedTags(COMPANY_TABLE.name, id, MOST_TAGS)
    if (names.length > 0) await db.transaction((trx) => prepareTags(ticket, names, trx))
  },
  write,
  finish: () => indexWords('companies'),
  idKind: 'company',
  event: CompaniesImported,

  undo: {
    begin: async () => true,
    restore: (batch, most, trx) => restoreCompanies(batch.ticket, most, clock.now().toISO()!, trx),
    remove: (batch, chunk, trx) => deleteCompanies(batch.ticket, chunk, trx),
    end: ({ ticket }) => db.transaction((trx) => deleteUnused(ticket, trx)),
  },
}

async function write(
  batch: Import,
  chunk: ChunkRow,
  _isNew: boolean,
  trx: TransactionClientContract
): Promise<Written> {
  const { ticket, rules } = batch
  const verdicts = await countVerdicts(COMPANY_ROWS, batch.id, chunk, rules, trx)
  const known = verdicts.update ?? 0
  const { refused, skipped } = refusedOf(verdicts)
  const hasWarned = (batch.findings.warned ?? 1) > 0
  const noted = { hasRefused: refused + skipped > 0, hasWarned }
  await noteRefusals(COMPANY_ROWS, ticket, chunk, noted, trx)
  if (known > 0) await tagCompanies(ticket, chunk, trx)
  const changed =
    known > 0 ? await updateCompanies(ticket, chunk, trx) : { updated: 0, unchanged: 0 }
  const created = verdicts.new ? await createCompanies(ticket, chunk, trx) : 0
  return { ...changed, created, skipped }
}

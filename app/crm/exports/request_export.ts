import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { ListEntity } from '#crm/lists/columns'
import type { Asker } from '#crm/conditions/check'
import { dealFields } from '#crm/deal_fields'
import { dealSort } from '#crm/deal_sorts'
import { RecordList } from '#crm/lists/record_list'
import WriteExport from '#crm/jobs/write_export'
import Export, { type ExportFormat } from '#crm/models/export'
import type { DealFilters } from '#crm/queries/deal_list'

export type ExportRequest = {
  entity: ListEntity
  format: ExportFormat
  /** The list as it is seen: search, tree of conditions, order. All of it when nothing is given. */
  q?: string | null
  filter?: unknown
  sort?: string | null
  /** Only these of it. */
  ids?: string[] | null
  /** Keys of columns in their order; those of the list by default. */
  columns?: string[] | null
}

/** Somebody of the staff; a program is nobody's, and is told nothing. */
export type ExportAsker = Asker & {
  user: { id: string | null }
  organization: { timeZone: string }
}

/** An export that may be asked for, not asked for yet. */
export type PlannedExport = Pick<
  Export,
  'entity' | 'format' | 'name' | 'selection' | 'columns' | 'createdBy'
>

type DealRequest = { format: ExportFormat; filters: DealFilters; sort?: string | null }

/**
 * Asks for a file of contacts or companies. It is written in the background; the person is told when it is there. The
 * caller has authorized `ExportPolicy.create`. Throws Refusal (422) for a filter or an order that is not known.
 */
export async function requestExport(request: ExportRequest, asker: ExportAsker): Promise<Export> {
  const planned = await planExport(request, asker)
  return db.transaction((trx) => putExport(planned, trx))
}

/** The same for the table of deals. Throws Refusal (422) for an order that is not known. */
export async function requestDealExport(request: DealRequest, asker: ExportAsker): Promise<Export> {
  const planned = await planDealExport(request, asker)
  return db.transaction((trx) => putExport(planned, trx))
}

/** Checks what is asked for. Throws Refusal (422) for a filter or an order that is not known. */
export async function planExport(
  { entity, format, q, filter, sort, ids, columns }: ExportRequest,
  asker: ExportAsker
): Promise<PlannedExport> {
  const list = await RecordList.open(entity, { q, filter, sort, columns }, asker)
  const { timeZone } = asker.organization
  return {
    entity,
    format,
    name: nameOf(entity === 'contact' ? 'Contacts' : 'Companies', format, timeZone),
    selection: {
      ...list.state,
      sort: list.sort.text,
      ids: ids?.length ? ids : null,
      timeZone,
    },
    columns: list.columns.map(({ key }) => key),
    createdBy: asker.user.id,
  }
}

/** The same for the table of deals. */
export async function planDealExport(
  { format, filters, sort }: DealRequest,
  asker: ExportAsker
): Promise<PlannedExport> {
  const fields = await dealFields()
  const { timeZone } = asker.organization
  return {
    entity: 'deal',
    format,
    name: nameOf('Deals', format, timeZone),
    selection: {
      deals: { ...filters, filter: filters.filter?.tree ?? null },
      sort: dealSort(sort, fields).name,
      timeZone,
    },
    columns: fields.map(({ key }) => `custom.${key}`),
    createdBy: asker.user.id,
  }
}

/** Writes down that the file is wanted; its job begins after the commit. */
export async function putExport(
  planned: PlannedExport,
  trx: TransactionClientContract
): Promise<Export> {
  const made = await Export.create({ ...planned, state: 'waiting' }, { client: trx })
  trx.after('commit', () => WriteExport.enqueue({ exportId: made.id }))
  return made
}

function nameOf(what: string, format: ExportFormat, timeZone: string): string {
  return `${what} ${clock.now().setZone(timeZone).toISODate()}.${format}`
}

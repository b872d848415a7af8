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

/**
 * Asks for a file of contacts or companies. It is written in the background; the person is told when it is there. The
 * caller has authorized `ExportPolicy.create`. Throws Refusal (422) for a filter or an order that is not known.
 */
export async function requestExport(
  request: ExportRequest,
  asker: ExportAsker,
  client?: TransactionClientContract
): Promise<Export> {
  const { entity, format, q, filter, sort, ids, columns } = request
  const list = await RecordList.open(entity, { q, filter, sort, columns }, asker)
  const { timeZone } = asker.organization
  return put(
    {
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
    },
    client
  )
}

/** The same for the table of deals. Throws Refusal (422) for an order that is not known. */
export async function requestDealExport(
  { format, filters, sort }: { format: ExportFormat; filters: DealFilters; sort?: string | null },
  asker: ExportAsker
): Promise<Export> {
  const fields = await dealFields()
  const { timeZone } = asker.organization
  return put({
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
  })
}

type Wanted = Pick<Export, 'entity' | 'format' | 'name' | 'selection' | 'columns' | 'createdBy'>

function put(wanted: Wanted, client?: TransactionClientContract): Promise<Export> {
  const run = async (trx: TransactionClientContract) => {
    const made = await Export.create({ ...wanted, state: 'waiting' }, { client: trx })
    trx.after('commit', () => WriteExport.enqueue({ exportId: made.id }))
    return made
  }
  return client ? run(client) : db.transaction(run)
}

function nameOf(what: string, format: ExportFormat, timeZone: string): string {
  return `${what} ${clock.now().setZone(timeZone).toISODate()}.${format}`
}

import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { ListEntity } from '#crm/lists/columns'
import type { Asker } from '#crm/conditions/check'
import { RecordList } from '#crm/lists/record_list'
import WriteExport from '#crm/jobs/write_export'
import Export, { type ExportFormat } from '#crm/models/export'

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
  const day = clock.now().setZone(asker.organization.timeZone).toISODate()
  const run = async (trx: TransactionClientContract) => {
    const wanted = await Export.create(
      {
        entity,
        format,
        name: `${entity === 'contact' ? 'Contacts' : 'Companies'} ${day}.${format}`,
        state: 'waiting',
        selection: {
          ...list.state,
          sort: list.sort.text,
          ids: ids?.length ? ids : null,
          timeZone: asker.organization.timeZone,
        },
        columns: list.columns.map(({ key }) => key),
        createdBy: asker.user.id,
      },
      { client: trx }
    )
    trx.after('commit', () => WriteExport.enqueue({ exportId: wanted.id }))
    return wanted
  }
  return client ? run(client) : db.transaction(run)
}

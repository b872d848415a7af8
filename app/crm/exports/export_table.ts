import { cellText } from '#crm/exports/cell_text'
import { dealTable } from '#crm/exports/deal_table'
import { RecordList } from '#crm/lists/record_list'
import { DEFAULT_COLUMNS, type ListEntity } from '#crm/lists/columns'
import type Export from '#crm/models/export'
import { rowsOfList } from '#crm/queries/export_rows'

/** What a file holds: its header, and its rows as text, some hundreds or thousands at a time. */
export type ExportTable = { header: string[]; batches: AsyncIterable<string[][]> }

export function tableOf(wanted: Export): Promise<ExportTable> {
  const { entity } = wanted
  return entity === 'deal' ? dealTable(wanted) : recordTable(entity, wanted)
}

/** What the list shows below the name, chosen or not: in a file it is a column, after the name. */
const BELOW: Record<ListEntity, string> = { contact: 'email', company: 'domain' }

async function recordTable(
  entity: ListEntity,
  { selection, columns }: Export
): Promise<ExportTable> {
  const { q, filter, sort, ids, timeZone } = selection
  const asker = { can: () => true, organization: { timeZone } }
  const wanted = [BELOW[entity], ...(columns ?? DEFAULT_COLUMNS[entity])]
  const list = await RecordList.open(entity, { q, filter, sort, columns: wanted }, asker)
  const shown = list.columns.filter(({ key }) => key !== 'name')
  const names = entity === 'contact' ? ['First name', 'Last name'] : ['Name']
  const batches = async function* () {
    for await (const rows of rowsOfList(list, ids ?? null)) {
      yield rows.map((row) => [
        ...(entity === 'contact' ? [row.firstName ?? '', row.lastName ?? ''] : [row.title]),
        ...shown.map((column) => cellText(column, row.cells[column.key])),
      ])
    }
  }
  return { header: [...names, ...shown.map(({ label }) => label)], batches: batches() }
}

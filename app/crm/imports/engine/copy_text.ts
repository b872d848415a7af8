import type { StagedRow } from '#crm/imports/mapping/staged_row'
import type { StagedTable } from '#crm/queries/import_staging'

const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text in Postgres' COPY format. */
export function text(value: string | null): string {
  if (value === null) return '\\N'
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign]) : value
}

/** An array's literal, which is escaped once more for COPY. */
export function list(values: string[] | null): string {
  if (values === null || values.length === 0) return '\\N'
  return text(`{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`)
}

/** Jsonb in COPY's format. */
export function json(value: unknown): string {
  return value === null ? '\\N' : text(JSON.stringify(value))
}

/** How rows are staged whose columns are texts, but for some that are written in another way. */
export function tableOf<Row extends StagedRow>(
  name: string,
  columns: Readonly<Record<string, (row: Row) => string>>
): StagedTable<Row> {
  const writers = Object.values(columns)
  return {
    name,
    columns: ['organization_id', 'import_id', 'row_no', ...Object.keys(columns)],
    line: (head, row) =>
      head + row.rowNo + '\t' + writers.map((write) => write(row)).join('\t') + '\n',
  }
}

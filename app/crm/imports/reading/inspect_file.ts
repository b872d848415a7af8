import { stat } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { type Encoding, detectEncoding } from '#crm/imports/reading/encoding'
import { isHeader, shapeOf } from '#crm/imports/reading/csv_shape'
import { csvRows, sampleOf } from '#crm/imports/reading/csv_table'
import { type TableRow, MOST_COLUMNS, isBlank } from '#crm/imports/reading/table_row'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import { xlsxRows } from '#crm/imports/reading/xlsx_table'

/** How a file is to be read; a person may correct all but the kind. */
export type Reading =
  | { kind: 'xlsx'; hasHeader: boolean; width: number }
  | {
      kind: 'csv'
      encoding: Encoding
      delimiter: string
      lineEnd: '\n' | '\r'
      skip: number
      hasHeader: boolean
      width: number
    }

/** What a file looks like: how it is read, its columns and some first rows. */
export type Inspection = { reading: Reading; headers: string[]; samples: string[][] }

const SAMPLES = 20

/** Looks into a file. Throws UnreadableFileException with words for the person who chose it. */
export async function inspectFile(
  path: string,
  chosen: { encoding?: Encoding; delimiter?: string; hasHeader?: boolean } = {}
): Promise<Inspection> {
  const { size } = await stat(path)
  if (size === 0) throw new UnreadableFileException('empty', 'This file is empty.')
  const type = await fileTypeFromFile(path)
  if (type?.ext === 'xlsx' || type?.mime === 'application/zip') {
    const rows = await firstRows(xlsxRows(path))
    return described(rows, { kind: 'xlsx', hasHeader: false, width: 0 }, chosen.hasHeader)
  }
  if (type && !['text/plain', 'application/xml'].includes(type.mime)) throw foreign(type.mime)

  const encoding = chosen.encoding ?? (await detectEncoding(path))
  if (encoding === 'binary') throw foreign('')
  const sample = await sampleOf(path, encoding)
  if (/^\s*(<!doctype html|<html|<\?xml)/i.test(sample)) throw foreign('text/html')
  if (/^\s*[[{]\s*["{\]}]/.test(sample)) throw foreign('application/json')
  const shape = shapeOf(sample)
  const delimiter = chosen.delimiter ?? shape.delimiter
  const { lineEnd, skip, hasHeader } = shape
  const reading = { kind: 'csv' as const, encoding, delimiter, lineEnd, skip, hasHeader, width: 0 }
  return described(await firstRows(csvRows(path, reading)), reading, chosen.hasHeader)
}

/** All rows of a file below its header. */
export async function* rowsOf(path: string, reading: Reading): AsyncGenerator<TableRow[]> {
  const rows = reading.kind === 'csv' ? csvRows(path, reading) : xlsxRows(path, reading.width)
  let isFirst = reading.hasHeader
  for await (const batch of rows) {
    if (isFirst) batch.shift()
    isFirst = false
    if (batch.length > 0) yield batch
  }
}

async function firstRows(rows: AsyncGenerator<TableRow[]>): Promise<TableRow[]> {
  const first: TableRow[] = []
  for await (const batch of rows) {
    first.push(...batch.slice(0, SAMPLES + 1 - first.length))
    if (first.length > SAMPLES) break
  }
  return first
}

function described(rows: TableRow[], reading: Reading, hasHeader?: boolean): Inspection {
  const cells = rows.map((row) => row.cells)
  if (cells.every(isBlank)) {
    throw new UnreadableFileException('empty', 'There is nothing in this file but empty rows.')
  }
  const isNamed = hasHeader ?? isHeader(cells[0], cells.slice(1))
  const samples = isNamed ? cells.slice(1) : cells
  if (samples.length === 0) {
    throw new UnreadableFileException(
      'no_rows',
      'This file has names of columns, but no rows below them.'
    )
  }
  const named = isNamed ? withoutEmptyEnd(cells[0]) : []
  const width = Math.max(named.length, isNamed ? 1 : Math.max(...cells.map((row) => row.length)))
  if (width > MOST_COLUMNS) {
    throw new UnreadableFileException(
      'too_many_columns',
      `This file has ${width} columns; ${MOST_COLUMNS} are the most. Delete those that you do not need.`
    )
  }
  return {
    reading: { ...reading, hasHeader: isNamed, width },
    headers: headersOf(named, width),
    samples: samples.slice(0, SAMPLES).map((row) => row.slice(0, width).map(readable)),
  }
}

/** A name for each column: an empty one is numbered, a second of the same name told apart. */
function headersOf(named: string[], width: number): string[] {
  const times = new Map<string, number>()
  return Array.from({ length: width }, (_, n) => {
    const name = readable(named[n] ?? '').trim() || `Column ${n + 1}`
    const count = (times.get(name) ?? 0) + 1
    times.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

function withoutEmptyEnd(cells: string[]): string[] {
  let end = cells.length
  while (end > 0 && cells[end - 1].trim() === '') end--
  return cells.slice(0, end)
}

/** Short, and without what a database or a page would stumble over. */
function readable(cell: string): string {
  return cell.replace(/[\0\uFFFE\uFFFF]/g, '').slice(0, 200)
}

function foreign(mime: string): UnreadableFileException {
  const what =
    mime === 'application/x-cfb'
      ? 'This is an old Excel file (.xls). Open it in your spreadsheet program and save it as .xlsx or CSV.'
      : mime === 'text/html'
        ? 'This is a web page, not a table. Export your contacts as CSV or XLSX.'
        : mime === 'application/json'
          ? 'This is a JSON file. Export your contacts as CSV or XLSX.'
          : 'This is neither a CSV nor an XLSX file, whatever its name says. Export your contacts as one of them.'
  return new UnreadableFileException('not_a_table', what)
}

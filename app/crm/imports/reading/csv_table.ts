import { createReadStream } from 'node:fs'
import type { Encoding } from '#crm/imports/reading/encoding'
import { CsvParser } from '#crm/imports/reading/csv_parser'
import type { TableRow } from '#crm/imports/reading/table_row'

export type CsvReading = {
  encoding: Encoding
  delimiter: string
  lineEnd: '\n' | '\r'
  skip: number
  width?: number
}

/** Rows of a larger piece outlive two collections of the young: the check of a million then held 200 MB more. */
const PIECE = 64 * 1024

/** Rows of a separated text on disk, some thousands at a time. */
export async function* csvRows(
  path: string,
  { encoding, delimiter, lineEnd, skip, width }: CsvReading
): AsyncGenerator<TableRow[]> {
  const decoder = new TextDecoder(encoding)
  const parser = new CsvParser({ delimiter, lineEnd, width })
  let toSkip = skip
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE })) {
    let text = decoder.decode(bytes as Buffer, { stream: true })
    if (toSkip > 0) {
      text = text.slice(toSkip)
      toSkip = 0
    }
    const rows = parser.push(text)
    if (rows.length > 0) yield rows
  }
  const last = [...parser.push(decoder.decode()), ...parser.end()]
  if (last.length > 0) yield last
}

/** The first characters of a text file, decoded. */
export async function sampleOf(path: string, encoding: Encoding, bytes = 128 * 1024) {
  const decoder = new TextDecoder(encoding)
  let text = ''
  for await (const piece of createReadStream(path, { end: bytes - 1 })) {
    text += decoder.decode(piece as Buffer, { stream: true })
  }
  return text
}

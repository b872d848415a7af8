import { CsvParser } from '#crm/imports/reading/csv_parser'
import { looksLikeEmail } from '#crm/imports/reading/looks'

export const DELIMITERS = [',', ';', '\t', '|'] as const

export type CsvShape = {
  delimiter: string
  lineEnd: '\n' | '\r'
  hasHeader: boolean
  /** Length of a line `sep=;` that Excel puts before the table. */
  skip: number
}

/** Separator, line end and whether the first row names the columns, judged from the beginning of the text. */
export function shapeOf(sample: string): CsvShape {
  const lineEnd = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n'
  const hint = sample.match(/^sep=(.)\r?\n/)
  const text = hint ? sample.slice(hint[0].length) : sample
  const delimiter = hint ? hint[1] : bestDelimiter(text, lineEnd)
  const [first = [], ...rest] = cellsOf(text, delimiter, lineEnd)
  return { delimiter, lineEnd, hasHeader: isHeader(first, rest), skip: hint?.[0].length ?? 0 }
}

/** The one by which most rows have the same number of cells, and more than one. */
function bestDelimiter(text: string, lineEnd: '\n' | '\r'): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const widths = cellsOf(text, delimiter, lineEnd).map((cells) => cells.length)
    const counts = new Map<number, number>()
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
    for (const [width, count] of counts) {
      if (width < 2) continue
      const score = (count / widths.length) * Math.min(width, 20) ** 0.3
      if (score > best.score) best = { delimiter, score }
    }
  }
  return best.delimiter
}

function cellsOf(text: string, delimiter: string, lineEnd: '\n' | '\r'): string[][] {
  const parser = new CsvParser({ delimiter, lineEnd })
  const rows = parser.push(text)
  // A short table has no line end at its end.
  if (rows.length < 2) rows.push(...parser.end())
  return rows.slice(0, 200).map(({ cells }) => cells)
}

/** Names of columns are words: no addresses, no numbers, and none of them twice in the column below. */
export function isHeader(first: string[], rest: string[][]): boolean {
  const filled = first.filter((cell) => cell.trim() !== '')
  if (filled.length === 0) return false
  if (filled.some((cell) => looksLikeEmail(cell) || /^[+\d][\d\s().,/:-]*$/.test(cell.trim()))) {
    return false
  }
  if (rest.some((cells) => cells.some(looksLikeEmail))) return true
  return filled.every((cell, n) => !rest.some((cells) => cells[n] === cell))
}

import { type TableRow, examine, isBlank } from '#crm/imports/reading/table_row'

export type CsvOptions = {
  delimiter: string
  /** Number of columns, for finding rows that have more; 0 while it is not known. */
  width?: number
  lineEnd?: '\n' | '\r'
}

/** A quotation mark that is not closed within so many characters is taken for a slip in its line. */
const LONGEST_RECORD = 1_000_000

/**
 * Separated text to rows, as it streams in. Lines without quotation marks, nearly all there are,
 * are cut by the engine's own `split`; quoted ones by hand (RFC 4180, with a spreadsheet's
 * leniency). A quotation mark that is never closed spoils its own line only.
 */
export class CsvParser {
  #text = ''
  #at = 0
  #number = 0
  readonly #delimiter: string
  readonly #lineEnd: string
  readonly #width: number

  constructor({ delimiter, width = 0, lineEnd = '\n' }: CsvOptions) {
    this.#delimiter = delimiter
    this.#lineEnd = lineEnd
    this.#width = width
  }

  /** Rows that are complete with this piece of text. Empty ones are left out, but counted. */
  push(piece: string): TableRow[] {
    this.#text = this.#at < this.#text.length ? this.#text.slice(this.#at) + piece : piece
    this.#at = 0
    return this.#take(false)
  }

  /** The last rows. */
  end(): TableRow[] {
    return this.#take(true)
  }

  #take(isLast: boolean): TableRow[] {
    const rows: TableRow[] = []
    const text = this.#text
    let quote = text.indexOf('"', this.#at)
    while (this.#at < text.length) {
      const at = this.#at
      let end = text.indexOf(this.#lineEnd, at)
      if (end < 0 && !isLast && text.length - at <= LONGEST_RECORD) break
      if (end < 0) end = text.length
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
      if (quote < 0 || quote >= end) {
        this.#add(rows, this.#line(at, end).split(this.#delimiter))
        this.#at = end + 1
        continue
      }
      const record = this.#quoted(at)
      if (record === 'open' && !isLast && text.length - at <= LONGEST_RECORD) break
      if (record === 'open') {
        this.#number++
        const cells = this.#line(at, end).split(this.#delimiter)
        rows.push({ number: this.#number, cells, flaw: 'unclosed_quote' })
        this.#at = end + 1
      } else {
        // A closing quotation mark at the very end may be the first half of a doubled one.
        if (record.end >= text.length && !isLast) break
        this.#add(rows, record.cells)
        this.#at = record.end + 1
      }
    }
    return rows
  }

  #add(rows: TableRow[], cells: string[]): void {
    this.#number++
    if (cells.length === 1 ? cells[0].trim() === '' : isBlank(cells)) return
    rows.push(examine(this.#number, cells, this.#width))
  }

  #line(at: number, end: number): string {
    return this.#text.slice(at, this.#text[end - 1] === '\r' && end > at ? end - 1 : end)
  }

  /** The record with quoted cells that begins here, and where its line ends. */
  #quoted(from: number): { cells: string[]; end: number } | 'open' {
    const text = this.#text
    const cells: string[] = []
    let at = from
    for (;;) {
      let cell = ''
      if (text[at] === '"') {
        at++
        for (;;) {
          const close = text.indexOf('"', at)
          if (close < 0 || close - from > LONGEST_RECORD) return 'open'
          cell += text.slice(at, close)
          at = close + 1
          if (text[at] !== '"') break
          cell += '"'
          at++
        }
      }
      const delimiter = text.indexOf(this.#delimiter, at)
      let end = text.indexOf(this.#lineEnd, at)
      if (end < 0) end = text.length
      const isLastCell = delimiter < 0 || delimiter > end
      cells.push(cell + (isLastCell ? this.#line(at, end) : text.slice(at, delimiter)))
      if (isLastCell) return { cells, end }
      at = delimiter + this.#delimiter.length
    }
  }
}

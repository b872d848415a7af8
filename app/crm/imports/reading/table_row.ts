/** What is wrong with the form of a row, before anybody looks at its values. */
export type RowFlaw =
  'unclosed_quote' | 'too_many_cells' | 'cell_too_long' | 'nul_character' | 'damaged_character'

/** A row of a table as it stands in the file. */
export type TableRow = {
  /** As a spreadsheet counts: the first row of the file is 1, empty ones count. */
  number: number
  cells: string[]
  flaw?: RowFlaw
}

/** Longest cell that is taken, in characters; the same as in a spreadsheet. */
export const LONGEST_CELL = 32_767

/** Most columns of a table. */
export const MOST_COLUMNS = 500

/** The row without a flaw, or with the first that it has. `width` is the number of columns; 0 asks for none. */
export function examine(number: number, cells: string[], width: number): TableRow {
  const flaw = flawOf(cells, width)
  return flaw ? { number, cells, flaw } : { number, cells }
}

function flawOf(cells: string[], width: number): RowFlaw | undefined {
  for (let n = cells.length - 1; n >= 0; n--) {
    const cell = cells[n]
    if (cell.length > LONGEST_CELL) return 'cell_too_long'
    if (cell.includes('\0')) return 'nul_character'
    if (cell.includes('\uFFFD')) return 'damaged_character'
    if (width > 0 && n >= width && cell.trim() !== '') return 'too_many_cells'
  }
  return undefined
}

export function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

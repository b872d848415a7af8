/** A cell that a spreadsheet would run as a formula begins with one of these. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * A cell's text that no spreadsheet takes for a formula: an apostrophe stands before one, which the import takes away
 * again. Plain numbers and phone numbers with their plus are left as they are.
 */
export function safeCell(text: string): string {
  if (!FORMULA.test(text)) return text
  return /^[+-]?\d[\d\s.,]*$/.test(text) ? text : `'${text}`
}

/** A line of a CSV file (RFC 4180), its formulas made safe. */
export function csvLine(cells: string[]): string {
  return `${cells.map((cell) => quoted(safeCell(cell))).join(',')}\r\n`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** By which Excel knows UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

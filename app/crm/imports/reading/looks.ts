import { isIP } from 'node:net'

/** Whether a cell seems to hold an e-mail address; not whether that is valid. */
export function looksLikeEmail(cell: string): boolean {
  return /^\s*<?[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+>?\s*$/.test(cell)
}

/** Days, with the year at either end: they are made of digits and signs too. */
const DAY = /^\s*(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)\s*$/

export function looksLikePhone(cell: string): boolean {
  if (DAY.test(cell) || isIP(cell.trim())) return false
  const digits = cell.replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 15 && /^\s*[+(\d][\d\s()./-]+$/.test(cell)
}

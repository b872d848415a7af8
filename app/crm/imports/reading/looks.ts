/** Whether a cell seems to hold an e-mail address; not whether that is valid. */
export function looksLikeEmail(cell: string): boolean {
  return /^\s*<?[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+>?\s*$/.test(cell)
}

export function looksLikePhone(cell: string): boolean {
  const digits = cell.replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 15 && /^\s*[+(\d][\d\s()./-]+$/.test(cell)
}

/** What of a workbook tells how numbers are meant: which styles are dates, and from which year they count. */
export type NumberStyles = { dates: Set<number>; is1904: boolean }

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])
const DAY_MS = 86_400_000

export function numberStyles(styles: string, workbook: string): NumberStyles {
  const custom = new Set<number>()
  for (const tag of styles.match(/<numFmt\b[^>]*>/g) ?? []) {
    const code = attribute(tag, 'formatCode').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
    if (/[dmyhs]/i.test(code) && !/[#0?]/.test(code.replace(/0+$/g, ''))) {
      custom.add(Number(attribute(tag, 'numFmtId')))
    }
  }
  const formats = styles.match(/<cellXfs\b[\s\S]*?<\/cellXfs>/)?.[0] ?? ''
  const dates = new Set<number>()
  for (const [n, tag] of (formats.match(/<xf\b[^>]*>/g) ?? []).entries()) {
    const id = Number(attribute(tag, 'numFmtId'))
    if (BUILT_IN_DATES.has(id) || custom.has(id)) dates.add(n)
  }
  return { dates, is1904: /<workbookPr[^>]*\bdate1904="(?:1|true)"/.test(workbook) }
}

/** A number of a date cell as `2024-03-12` or `2024-03-12 09:14:00`. */
export function dateText(serial: number, is1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return String(serial)
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const iso = new Date(epoch + Math.round(serial * DAY_MS)).toISOString()
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** `0.1` is kept in the file as 0.10000000000000001, and phone numbers in powers of ten. */
export function numberText(text: string): string {
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return Math.abs(number) < 1e21 && Number.isInteger(number)
    ? BigInt(number).toString()
    : String(Number(number.toPrecision(15)))
}

export function attribute(tag: string, name: string): string {
  return tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? ''
}

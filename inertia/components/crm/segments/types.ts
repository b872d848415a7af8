/** A segment as lists and its page get it. */
export type Segment = {
  id: string
  name: string
  kind: 'dynamic' | 'static'
  summary: string
  memberCount: number
  countState: 'exact' | 'estimate' | 'building'
  countMargin: number
  problem: string | null
  isBuilding: boolean
  isArchived: boolean
  updatedAt: string
}

/** Whom a definition fits, as the server counts while it is edited. */
export type Preview = {
  count: { count: number; margin: number; isExact: boolean } | null
  sample: { id: string; name: string; email: string | null }[] | null
  summary: string
}

export type Reason = {
  kind: 'all' | 'any' | 'not' | 'condition'
  holds: boolean
  text: string | null
  parts: Reason[]
}

export type Explanation = { since: string | null; isLiving: boolean; reason: Reason | null }

const number = (value: number) => value.toLocaleString('en')

/** "12,430", or "about 12,400 ± 300" of an estimate, which does not pretend to know the last digits. */
export function sayCount(count: number, margin: number): string {
  if (margin === 0) return number(count)
  if (count === 0) return `fewer than ${number(margin)}`
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(margin, 1))))
  const rounded = Math.round(count / step) * step
  return `about ${number(rounded)} ± ${number(Math.ceil(margin / step) * step)}`
}

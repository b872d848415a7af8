import { createHash } from 'node:crypto'
import { fold } from '#crm/fold'
import { HEADER_WORDS } from '#crm/imports/mapping/header_words'
import { type ColumnTarget, REPEATABLE, type Target } from '#crm/imports/mapping/targets'
import { looksLikeEmail, looksLikePhone } from '#crm/imports/reading/looks'

type Field = { key: string; label: string }

const BY_WORD = new Map<string, Target>(
  Object.entries(HEADER_WORDS).flatMap(([target, words]) =>
    words.map((word) => [word, target as Target] as const)
  )
)

/** A target for each column as far as names, or else the values below them, tell. Each is suggested once. */
export function suggestMapping(
  headers: string[],
  samples: string[][],
  fields: Field[]
): ColumnTarget[] {
  const byLabel = new Map(
    fields.flatMap(({ key, label }) => [
      [plain(label), `custom:${key}`],
      [plain(key), `custom:${key}`],
    ])
  )
  const taken = new Set<ColumnTarget>()
  const take = (target: ColumnTarget): ColumnTarget => {
    if (target === null) return null
    const free = freeOf(target, taken)
    if (free) taken.add(free)
    return free
  }
  const suggested = headers.map((header) => {
    const word = plain(header)
    return take(byLabel.get(word) ?? BY_WORD.get(word) ?? null)
  })
  return suggested.map((target, column) => target ?? take(byValues(samples, column, taken)))
}

/** Columns of the same names in the same order are the same kind of file. */
export function fingerprintOf(headers: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(plain)))
    .digest('hex')
    .slice(0, 32)
}

export function plain(header: string): string {
  return fold(header.replace(/[^\p{L}\p{N}]+/gu, ' '))
}

/** The second address column is another address; a second of anything else is left out. */
function freeOf(target: string, taken: Set<ColumnTarget>): ColumnTarget {
  if (!taken.has(target) || REPEATABLE.includes(target as Target)) return target
  if (target === 'email') return 'other_email'
  return target === 'phone' ? 'other_phone' : null
}

function byValues(samples: string[][], column: number, taken: Set<ColumnTarget>): ColumnTarget {
  const values = samples.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')
  if (values.length === 0) return null
  const most = (looks: (cell: string) => boolean) =>
    values.filter(looks).length > values.length * 0.7
  if (!taken.has('email') && most(looksLikeEmail)) return 'email'
  return !taken.has('phone') && most((cell) => looksLikePhone(cell) && cell.trim().length >= 9)
    ? 'phone'
    : null
}

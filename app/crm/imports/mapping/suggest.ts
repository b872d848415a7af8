import { createHash } from 'node:crypto'
import { fold } from '#crm/fold'
import type { ImportKind } from '#crm/imports/kinds/import_kind'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'

type Field = { key: string; label: string }

/** What of a kind tells where columns go. */
type Known = Pick<ImportKind, 'headerWords' | 'repeatable' | 'seconds' | 'byValues'>

/** A target for each column as far as names, or else the values below them, tell. Each is suggested once. */
export function suggestMapping(
  kind: Known,
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
  const byWord = new Map(
    Object.entries(kind.headerWords).flatMap(([target, words]) =>
      words.map((word) => [word, target] as const)
    )
  )
  const taken = new Set<ColumnTarget>()
  const take = (target: ColumnTarget): ColumnTarget => {
    if (target === null) return null
    const free = freeOf(kind, target, taken)
    if (free) taken.add(free)
    return free
  }
  const suggested = headers.map((header) => {
    const word = plain(header)
    return take(byLabel.get(word) ?? byWord.get(word) ?? null)
  })
  return suggested.map((target, column) => target ?? take(byValues(kind, samples, column, taken)))
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
function freeOf(
  { repeatable, seconds }: Known,
  target: string,
  taken: Set<ColumnTarget>
): ColumnTarget {
  if (!taken.has(target) || repeatable.includes(target)) return target
  return seconds[target] ?? null
}

function byValues(
  kind: Known,
  samples: string[][],
  column: number,
  taken: Set<ColumnTarget>
): ColumnTarget {
  const values = samples.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')
  return values.length === 0 ? null : kind.byValues(values, (target) => taken.has(target))
}

import { isDeepStrictEqual } from 'node:util'

/** A contact's row as jsonb has it, by column. */
export type ContactRow = Record<string, unknown> & {
  id: string
  custom: Record<string, unknown>
  email: string | null
  phone: string | null
  user_id: string | null
}

/** Whose value stays, by column or `custom.<key>`. What is not named: the winner's, or the loser's where it has none. */
export type FieldChoice = Record<string, 'winner' | 'loser'>

/** Columns that a person chooses between. */
export const CHOSEN = [
  'first_name',
  'last_name',
  'job_title',
  'lifecycle',
  'owner_id',
  'locale',
  'time_zone',
  'external_id',
  'avatar_file_id',
] as const

/** One address: its parts are chosen together. */
export const ADDRESS = ['street', 'postal_code', 'city', 'region', 'country'] as const

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

const sideOf = (choice: FieldChoice, key: string, winner: unknown, loser: unknown) =>
  choice[key] ?? (isEmpty(winner) && !isEmpty(loser) ? 'loser' : 'winner')

/** The row of the contact that stays, after the merge. Its addresses and numbers follow from what moved. */
export function mergedRow(
  winner: ContactRow,
  loser: ContactRow,
  choice: FieldChoice = {}
): ContactRow {
  const merged: ContactRow = { ...winner, custom: { ...winner.custom } }
  for (const column of CHOSEN) {
    const side = sideOf(choice, column, winner[column], loser[column])
    merged[column] = (side === 'loser' ? loser : winner)[column]
  }
  const filled = (row: ContactRow) =>
    ADDRESS.every((part) => isEmpty(row[part])) ? null : 'filled'
  const place =
    sideOf(choice, 'address', filled(winner), filled(loser)) === 'loser' ? loser : winner
  for (const part of ADDRESS) merged[part] = place[part]
  for (const key of new Set([...Object.keys(winner.custom), ...Object.keys(loser.custom)])) {
    const side = sideOf(choice, `custom.${key}`, winner.custom[key], loser.custom[key])
    const from = (side === 'loser' ? loser : winner).custom
    if (key in from) merged.custom[key] = from[key]
    else delete merged.custom[key]
  }
  merged.user_id = winner.user_id ?? loser.user_id
  merged.last_seen_at = later(winner.last_seen_at, loser.last_seen_at)
  if (!winner.email) Object.assign(merged, { email: loser.email, email_norm: loser.email_norm })
  if (!winner.phone) Object.assign(merged, { phone: loser.phone, phone_e164: loser.phone_e164 })
  return merged
}

/**
 * The row of the contact that stayed, after its merge is undone: what the merge gave it goes back to what it was, and
 * what was changed since stays. `kept` names those columns.
 */
export function unmergedRow(
  now: ContactRow,
  before: ContactRow,
  after: ContactRow
): { row: ContactRow; kept: string[] } {
  const row: ContactRow = { ...now, custom: { ...now.custom } }
  const kept: string[] = []
  for (const column of Object.keys(before)) {
    if (column === 'custom' || column === 'updated_at') continue
    if (isDeepStrictEqual(before[column], after[column])) continue
    if (isDeepStrictEqual(now[column], after[column])) row[column] = before[column]
    else if (column !== 'last_seen_at') kept.push(column)
  }
  for (const key of new Set([...Object.keys(before.custom), ...Object.keys(after.custom)])) {
    if (isDeepStrictEqual(before.custom[key], after.custom[key])) continue
    if (!isDeepStrictEqual(now.custom[key], after.custom[key])) kept.push(`custom.${key}`)
    else if (key in before.custom) row.custom[key] = before.custom[key]
    else delete row.custom[key]
  }
  return { row, kept }
}

function later(a: unknown, b: unknown): unknown {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) ? b : a
  return String(a) > String(b) ? a : b
}

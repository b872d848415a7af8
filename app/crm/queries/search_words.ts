import type { SqlPart } from '#core/registry/segment_conditions'
import { fold, likeText } from '#crm/fold'

/** Trigrams find nothing shorter; below it names and addresses are searched by how they begin. */
const SHORTEST_SUBSTRING = 4
const MAX_WORDS = 6

/** A condition on contacts (under `alias`) for what somebody typed into a search field. */
export function searchContacts(text: string, alias: string): SqlPart {
  const words = wordsOf(text)
  const parts = words.map((word) => contains(word, alias, ['first_name', 'last_name']))
  return and(parts)
}

/** The same for companies. */
export function searchCompanies(text: string, alias: string): SqlPart {
  return and(
    wordsOf(text).map((word) =>
      word.length < SHORTEST_SUBSTRING
        ? { sql: `${alias}.name_sort like ?`, bindings: [`${likeText(word)}%`] }
        : { sql: `${alias}.search like ?`, bindings: [`%${likeText(word)}%`] }
    )
  )
}

function contains(word: string, alias: string, names: string[]): SqlPart {
  if (word.length >= SHORTEST_SUBSTRING) {
    return { sql: `${alias}.search like ?`, bindings: [`%${likeText(word)}%`] }
  }
  const pattern = `${likeText(word)}%`
  const begins = [
    ...names.map((name) => `warren_fold(${alias}.${name}) like ?`),
    `${alias}.email_norm like ?`,
  ]
  return { sql: `(${begins.join(' or ')})`, bindings: begins.map(() => pattern) }
}

function wordsOf(text: string): string[] {
  return fold(text).split(' ').filter(Boolean).slice(0, MAX_WORDS)
}

function and(parts: SqlPart[]): SqlPart {
  if (parts.length === 0) return { sql: 'true', bindings: [] }
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' and ')})`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  }
}

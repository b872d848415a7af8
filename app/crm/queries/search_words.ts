import type { SqlPart } from '#core/registry/segment_conditions'
import { fold, likeText } from '#crm/fold'

/** Trigrams find nothing shorter; below it names and addresses are searched by how they begin. */
const SHORTEST_SUBSTRING = 4
const MAX_WORDS = 6

/**
 * A condition on contacts or companies (under `alias`) for what somebody typed into a search field. `search` holds a
 * blank before each word, so that a word's beginning is a substring too.
 */
export function searchWords(text: string, alias: string): SqlPart {
  const words = wordsOf(text)
  if (words.length === 0) return { sql: 'true', bindings: [] }
  return {
    sql: `(${words.map(() => `${alias}.search like ?`).join(' and ')})`,
    bindings: words.map((word) =>
      word.length < SHORTEST_SUBSTRING ? `% ${likeText(word)}%` : `%${likeText(word)}%`
    ),
  }
}

function wordsOf(text: string): string[] {
  return fold(text).split(' ').filter(Boolean).slice(0, MAX_WORDS)
}

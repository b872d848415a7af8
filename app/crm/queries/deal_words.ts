import type { SqlPart } from '#core/registry/segment_conditions'
import { fold, likeText } from '#crm/fold'

const MAX_WORDS = 6
/** Of a word that fits half the contacts, some are enough to find their deals by. */
const MAX_PEOPLE = 500

/** A condition on deals (under `alias`): every word is in the title, or in the name of its contact or company. */
export function searchDeals(text: string, alias: string): SqlPart {
  const words = fold(text).split(' ').filter(Boolean).slice(0, MAX_WORDS)
  if (words.length === 0) return { sql: 'true', bindings: [] }
  const parts = words.map((word) => oneWord(word, alias))
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' and ')})`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  }
}

/** Up to three letters find how names and titles begin; trigrams find more anywhere. */
function oneWord(word: string, alias: string): SqlPart {
  const within = `%${likeText(word)}%`
  const begins = `${likeText(word)}%`
  if (word.length < 4) {
    return {
      sql: `(${alias}.search like ? or ${alias}.search like ?)`,
      bindings: [begins, `% ${begins}`],
    }
  }
  const people = (table: string) =>
    `${alias}.${table === 'contacts' ? 'contact_id' : 'company_id'} in (select named.id from ${table} named
       where named.organization_id = ${alias}.organization_id and named.deleted_at is null
         and named.search like ? limit ${MAX_PEOPLE})`
  return {
    sql: `(${alias}.search like ? or ${people('contacts')} or ${people('companies')})`,
    bindings: [within, within, within],
  }
}

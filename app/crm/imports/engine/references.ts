import { validate as isUuid } from 'uuid'
import { fold } from '#crm/fold'
import { type FieldRule, type ReferenceEntity, referenceOf } from '#crm/custom_values'
import type { StagedRow } from '#crm/imports/mapping/staged_row'
import type { ImportRules } from '#crm/imports/rules'
import { normalizeDomain } from '#crm/web_domain'
import { referenced, referencedBy } from '#crm/queries/references'

/** What a cell may name a record by. */
const KNOWN_BY: Record<ReferenceEntity, string> = {
  contact: 'id or e-mail address',
  company: 'id, domain or name',
  deal: 'id or title',
  member: 'id, name or e-mail address',
}

/**
 * Rows whose references, which come as the texts of cells, are ids of records of the organization;
 * what names none, or more than one, is left out and said. One query or two per field for all rows.
 */
export async function withReferences<Row extends StagedRow>(
  rows: Row[],
  fields: FieldRule[],
  { flawed }: ImportRules
): Promise<Row[]> {
  const said = rows.map((): string[] => [])
  for (const field of fields) {
    const entity = referenceOf(field)
    const texts = rows.map(({ custom }) => custom?.[field.key] as string | undefined)
    const find = await finderOf(entity, [...new Set(texts.filter((text) => text !== undefined))])
    texts.forEach((text, n) => {
      if (text === undefined) return
      const ids = find(text)
      if (ids.length === 1) rows[n].custom![field.key] = ids[0]
      else {
        delete rows[n].custom![field.key]
        said[n].push(`${field.label}: ${lostText(entity, text, ids.length)}`)
      }
    })
  }
  rows.forEach((row, n) => {
    if (row.custom && Object.keys(row.custom).length === 0) row.custom = null
    if (said[n].length === 0) return
    const key = flawed === 'refuse' ? 'problem' : 'warning'
    row[key] = [row[key], ...said[n]].filter(Boolean).join('; ')
  })
  return rows
}

async function finderOf(
  entity: ReferenceEntity,
  texts: string[]
): Promise<(text: string) => string[]> {
  const ids = texts.filter((text) => isUuid(text)).map((text) => text.toLowerCase())
  const words = texts.filter((text) => !isUuid(text)).flatMap((text) => wordsOf(entity, text))
  const known = new Set((await referenced(entity, ids)).map(({ id }) => id))
  const named = new Map<string, string[]>()
  for (const { word, id } of await referencedBy(entity, [...new Set(words)]))
    named.set(word, [...(named.get(word) ?? []), id])
  return (text) => {
    if (isUuid(text)) return [text.toLowerCase()].filter((id) => known.has(id))
    const word = wordsOf(entity, text).find((one) => named.has(one))
    return word === undefined ? [] : named.get(word)!
  }
}

/** In the forms in which they are compared, the surer first: a company's domain before its name. */
function wordsOf(entity: ReferenceEntity, text: string): string[] {
  if (entity === 'contact') return [text.normalize('NFC').trim().toLowerCase()]
  const domain = entity === 'company' && text.includes('.') ? normalizeDomain(text) : null
  return [...(domain ? [domain] : []), fold(text)]
}

function lostText(entity: ReferenceEntity, text: string, found: number): string {
  return found > 1
    ? `more than one ${entity} is called "${text.slice(0, 60)}"`
    : `there is no ${entity} with this ${KNOWN_BY[entity]}`
}

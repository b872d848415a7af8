import type { ApiCaller } from '#core/api/caller'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { normalizeEmail } from '#core/email_address'
import type { SqlPart } from '#core/registry/segment_conditions'
import { checkTree } from '#crm/conditions/check'
import { conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf } from '#crm/conditions/compile'
import type { ConditionTree } from '#crm/conditions/tree'
import { RecordList } from '#crm/lists/record_list'
import Contact from '#crm/models/contact'
import { sortedPage } from '#crm/queries/api/sorted_page'

export type ContactSearch = {
  q?: string
  email?: string
  external_id?: string
  /** Ids. */
  tag?: string
  owner?: string
  company?: string
  lifecycle?: string
  source?: string
  /** Moments, ISO 8601. */
  created_since?: string
  updated_since?: string
  /** A condition tree as JSON, read already. */
  filter?: unknown
  /** `-created_at`, `name`, `custom.score`. */
  sort?: string
  cursor?: string
  limit?: number
}

/** Plain filters and the conditions that they are. */
const CONDITIONS = {
  tag: 'contact.tag',
  owner: 'contact.owner',
  company: 'contact.company',
} as const

/** Orders by columns that are never empty, which one index reads as they are. */
const PLAIN = ['created_at', 'updated_at', 'name']

/** A page of contacts for the API, filtered by what lists and segments are filtered by. Throws Refusal (422). */
export async function searchContactsPage(
  search: ContactSearch,
  asker: ApiCaller
): Promise<KeysetPage<Contact>> {
  const { sort = '-created_at', cursor, limit, ...filters } = search
  const key = sort.replace(/^-/, '')
  const paging = { cursor, scope: `api:contacts:${sort}:${JSON.stringify(filters)}` }
  if (!PLAIN.includes(key)) {
    const state = { q: search.q, filter: treeOf(search), sort }
    const list = await RecordList.open('contact', state, asker)
    return sortedPage(list, Contact.query(), { where: whereOf(search, 'c'), limit, ...paging })
  }
  const query = Contact.query()
  if (search.q) query.withScopes((scopes) => scopes.matching(search.q!))
  const known = await conditionsOf('contact')
  const { sql, bindings } = compile(
    checkTree(treeOf(search), known, asker),
    known,
    contextOf('contacts')
  )
  // In brackets: a tree may end in an "or".
  query.whereRaw(`(${sql}) ${PLAN_AFRESH}`, bindings as string[])
  for (const part of whereOf(search, 'contacts')) {
    query.whereRaw(part.sql, part.bindings as string[])
  }
  // Nobody is changed before they are made: in the order of changes, older ones need not be passed.
  if (search.created_since && key === 'updated_at') {
    query.where('updatedAt', '>=', search.created_since)
  }
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const column = key === 'name' ? 'name_sort' : key
  return keysetPage(query, {
    columns: [
      [`contacts.${column}`, direction],
      ['contacts.id', direction],
    ],
    perPage: limit,
    ...paging,
  })
}

/** What no condition asks. */
function whereOf(search: ContactSearch, alias: string): SqlPart[] {
  return [
    [search.external_id, 'external_id = ?'],
    [search.created_since, 'created_at >= ?'],
    [search.updated_since, 'updated_at >= ?'],
  ].flatMap(([value, sql]) => (value ? { sql: `${alias}.${sql}`, bindings: [value] } : []))
}

function treeOf(search: ContactSearch): ConditionTree {
  const all: unknown[] = []
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = search[name as keyof typeof CONDITIONS]
    if (value) all.push({ condition, operator: 'any', value: [value] })
  }
  if (search.lifecycle)
    all.push({ condition: 'contact.lifecycle', operator: 'any', value: [search.lifecycle] })
  if (search.source) all.push({ condition: 'contact.source', operator: 'is', value: search.source })
  if (search.email)
    all.push({ condition: 'contact.email', operator: 'is', value: normalized(search.email) })
  if (search.filter) all.push(search.filter)
  return { all: all as ConditionTree[] }
}

function normalized(email: string): string {
  try {
    return normalizeEmail(email)
  } catch {
    // Nobody has what is no address.
    return email
  }
}

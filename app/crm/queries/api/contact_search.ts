import type { ApiCaller } from '#core/api/caller'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { normalizeEmail } from '#core/email_address'
import { checkTree } from '#crm/conditions/check'
import { conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf } from '#crm/conditions/compile'
import type { ConditionTree } from '#crm/conditions/tree'
import Contact from '#crm/models/contact'

export const CONTACT_SORTS = [
  '-created_at',
  'created_at',
  '-updated_at',
  'updated_at',
  'name',
] as const

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
  sort?: (typeof CONTACT_SORTS)[number]
  cursor?: string
  limit?: number
}

/** Plain filters and the conditions that they are. */
const CONDITIONS = {
  tag: 'contact.tag',
  owner: 'contact.owner',
  company: 'contact.company',
} as const

/** A page of contacts for the API, filtered by what lists and segments are filtered by. Throws Refusal (422). */
export async function searchContactsPage(
  search: ContactSearch,
  asker: ApiCaller
): Promise<KeysetPage<Contact>> {
  const { sort = '-created_at', cursor, limit, ...filters } = search
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
  if (search.external_id) query.where('externalId', search.external_id)
  if (search.created_since) {
    query.where('createdAt', '>=', search.created_since)
    // Nobody is changed before they are made: in the order of changes, older ones need not be passed.
    if (sort.endsWith('updated_at')) query.where('updatedAt', '>=', search.created_since)
  }
  if (search.updated_since) query.where('updatedAt', '>=', search.updated_since)
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const column = sort === 'name' ? 'name_sort' : sort.replace('-', '')
  return keysetPage(query, {
    columns: [
      [`contacts.${column}`, direction],
      ['contacts.id', direction],
    ],
    cursor,
    perPage: limit,
    scope: `api:contacts:${sort}:${JSON.stringify(filters)}`,
  })
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

import { keysetPage, type KeysetPage } from '#core/http/keyset'
import type { ApiCaller } from '#core/api/caller'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { checkTree } from '#crm/conditions/check'
import { conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf } from '#crm/conditions/compile'
import Company from '#crm/models/company'
import { searchWords } from '#crm/queries/search_words'

export const COMPANY_SORTS = ['-created_at', 'created_at', 'name'] as const

export type CompanySearch = {
  q?: string
  domain?: string
  external_id?: string
  /** Ids. */
  tag?: string
  owner?: string
  updated_since?: string
  filter?: unknown
  sort?: (typeof COMPANY_SORTS)[number]
  cursor?: string
  limit?: number
}

/** A page of companies for the API. Throws Refusal (422). */
export async function searchCompaniesPage(
  search: CompanySearch,
  asker: ApiCaller
): Promise<KeysetPage<Company>> {
  const { sort = '-created_at', cursor, limit, ...filters } = search
  const query = Company.query()
  const words = searchWords(search.q ?? '', 'companies')
  const known = await conditionsOf('company')
  const tree = checkTree(search.filter, known, asker)
  const { sql, bindings } = compile(tree, known, contextOf('companies'))
  query.whereRaw(`${words.sql} and (${sql}) ${PLAN_AFRESH}`, [
    ...words.bindings,
    ...bindings,
  ] as string[])
  if (search.domain) query.where('domain', search.domain.toLowerCase())
  if (search.external_id) query.where('externalId', search.external_id)
  if (search.owner) query.where('ownerId', search.owner)
  if (search.updated_since) query.where('updatedAt', '>=', search.updated_since)
  if (search.tag) {
    query.whereRaw(
      'companies.id in (select company_id from company_tags where organization_id = companies.organization_id and tag_id = ?)',
      [search.tag]
    )
  }
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const column = sort === 'name' ? 'name_sort' : 'created_at'
  return keysetPage(query, {
    columns: [
      [`companies.${column}`, direction],
      ['companies.id', direction],
    ],
    cursor,
    perPage: limit,
    scope: `api:companies:${sort}:${JSON.stringify(filters)}`,
  })
}

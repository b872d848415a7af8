import { keysetPage, type KeysetPage } from '#core/http/keyset'
import type { ApiCaller } from '#core/api/caller'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import type { SqlPart } from '#core/registry/segment_conditions'
import { checkTree } from '#crm/conditions/check'
import { conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf } from '#crm/conditions/compile'
import { RecordList } from '#crm/lists/record_list'
import Company from '#crm/models/company'
import { sortedPage } from '#crm/queries/api/sorted_page'
import { searchWords } from '#crm/queries/search_words'

export type CompanySearch = {
  q?: string
  domain?: string
  external_id?: string
  /** Ids. */
  tag?: string
  owner?: string
  updated_since?: string
  filter?: unknown
  /** `-created_at`, `name`, `custom.score`. */
  sort?: string
  cursor?: string
  limit?: number
}

/** Orders by columns that are never empty, which one index reads as they are. */
const PLAIN = ['created_at', 'name']

/** A page of companies for the API. Throws Refusal (422). */
export async function searchCompaniesPage(
  search: CompanySearch,
  asker: ApiCaller
): Promise<KeysetPage<Company>> {
  const { sort = '-created_at', cursor, limit, ...filters } = search
  const key = sort.replace(/^-/, '')
  const paging = { cursor, scope: `api:companies:${sort}:${JSON.stringify(filters)}` }
  if (!PLAIN.includes(key)) {
    const list = await RecordList.open(
      'company',
      { q: search.q, filter: search.filter, sort },
      asker
    )
    return sortedPage(list, Company.query(), { where: whereOf(search, 'c'), limit, ...paging })
  }
  const query = Company.query()
  const words = searchWords(search.q ?? '', 'companies')
  const known = await conditionsOf('company')
  const tree = checkTree(search.filter, known, asker)
  const { sql, bindings } = compile(tree, known, contextOf('companies'))
  query.whereRaw(`${words.sql} and (${sql}) ${PLAN_AFRESH}`, [
    ...words.bindings,
    ...bindings,
  ] as string[])
  for (const part of whereOf(search, 'companies')) {
    query.whereRaw(part.sql, part.bindings as string[])
  }
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  return keysetPage(query, {
    columns: [
      [`companies.${key === 'name' ? 'name_sort' : key}`, direction],
      ['companies.id', direction],
    ],
    perPage: limit,
    ...paging,
  })
}

/** What no condition asks. */
function whereOf(search: CompanySearch, alias: string): SqlPart[] {
  return [
    [search.domain?.toLowerCase(), 'domain = ?'],
    [search.external_id, 'external_id = ?'],
    [search.owner, 'owner_id = ?'],
    [search.updated_since, 'updated_at >= ?'],
    [
      search.tag,
      `id in (select company_id from company_tags where organization_id = ${alias}.organization_id and tag_id = ?)`,
    ],
  ].flatMap(([value, sql]) => (value ? { sql: `${alias}.${sql}`, bindings: [value] } : []))
}

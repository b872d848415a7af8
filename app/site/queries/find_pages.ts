import type { SearchHit } from '#core/registry/search'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** The organization's pages whose title or text holds the words; a site has few, so none is indexed. */
export async function findPages(term: string): Promise<SearchHit[]> {
  const rows = await sql<{ key: string; title: string }>(
    `select key, title from site_pages
     where organization_id = ?
       and (warren_fold(title) like '%' || warren_fold(?) || '%'
         or to_tsvector('simple', regexp_replace(body_html, '<[^>]*>', ' ', 'g')) @@ websearch_to_tsquery('simple', ?))
     order by title limit 5`,
    [Tenant.id(), term.replace(/[\\%_]/g, '\\$&'), term]
  )
  return rows.map(({ key, title }) => ({
    label: title,
    suffix: 'page of the site',
    icon: 'i-lucide-panel-top',
    to: `/admin/pages/${key}`,
  }))
}

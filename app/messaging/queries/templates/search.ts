import type { SearchHit } from '#core/registry/search'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Templates whose names hold a term, those changed last first. */
export async function findTemplates(term: string): Promise<SearchHit[]> {
  const rows = await sql<{ id: string; label: string; kind: string }>(
    `select id, name as label, kind from mail_templates
     where organization_id = ? and archived_at is null
       and position(warren_fold(?) in warren_fold(name)) > 0
     order by updated_at desc, id desc limit 5`,
    [Tenant.id(), term]
  )
  return rows.map(({ id, label, kind }) => ({
    label,
    suffix: kind === 'block' ? 'Block' : null,
    icon: 'i-lucide-layout-template',
    to: `/admin/templates/${id}/edit`,
  }))
}

import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type VersionRow = {
  id: string
  version: number
  subject: string
  restoredFrom: number | null
  by: string | null
  createdAt: string
}

/** The last hundred versions of a template, newest first. */
export async function versionsOf(templateId: string): Promise<VersionRow[]> {
  return sql<VersionRow>(
    `select v.id, v.version, v.subject, v.restored_from as "restoredFrom", u.full_name as by,
       to_json(v.created_at)#>>'{}' as "createdAt"
     from mail_template_versions v left join users u on u.id = v.created_by_id
     where v.organization_id = ? and v.template_id = ? order by v.version desc limit 100`,
    [Tenant.id(), templateId]
  )
}

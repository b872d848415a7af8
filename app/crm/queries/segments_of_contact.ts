import type { PanelRow } from '#core/registry/contact_panels'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Segments that a contact is in, the latest entered first. */
export function segmentsOfContact(contactId: string, limit = 50): Promise<PanelRow[]> {
  return sql<PanelRow>(
    `select s.id, s.name as title, case s.kind when 'static' then 'List' end as detail,
       m.entered_at as at, null as status, null as money, '/admin/segments/' || s.id as href
     from segment_members m
     join segments s on s.organization_id = m.organization_id and s.id = m.segment_id
     where m.organization_id = ? and m.contact_id = ? and s.archived_at is null
     order by m.entered_at desc limit ?`,
    [Tenant.id(), contactId, limit]
  )
}

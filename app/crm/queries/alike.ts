import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { KEY_OF_EMAIL, KINDS } from '#crm/queries/duplicate_keys'

export type Alike = {
  id: string
  name: string
  email: string | null
  company: string | null
  reason: 'email' | 'email_variant' | 'phone' | 'name_company' | 'name' | 'similar_name'
}

export type Entered = {
  emailNorm: string | null
  phoneE164: string | null
  /** Folded, first and last name with a blank between. */
  name: string
  /** Folded. */
  company: string
}

/** Names that are looked at more closely; more than that many people are called alike by chance. */
const NEAR = 200

/** Living contacts who may be the person that somebody enters, the surest first; at most five. */
export function alikeContacts({ emailNorm, phoneE164, name, company }: Entered): Promise<Alike[]> {
  const organizationId = Tenant.id()
  return sql<Alike>(
    `with found (id, rank) as (
       select contact_id, 1 from contact_emails where organization_id = ? and email_norm = ?
       union all
       (select contact_id, 2 from duplicate_keys where organization_id = ? and kind = ${KINDS.email.id}
         and key = ${KEY_OF_EMAIL} limit 5)
       union all
       (select contact_id, 3 from contact_phones where organization_id = ? and phone_e164 = ? limit 5)
       union all
       (select id, case when alike >= 0.99 and at_company then 4 when alike >= 0.99 then 5 else 6 end
        from (
          select c.id, similarity(case when c.first_name is null and c.last_name is null then '' else c.name_sort end, ?) as alike,
            exists (select 1 from company_contacts k join companies co on co.organization_id = k.organization_id
              and co.id = k.company_id where k.organization_id = c.organization_id and k.contact_id = c.id
              and co.name_sort = ?) as at_company
          from (select * from contacts where organization_id = ? and deleted_at is null and ? <% search limit ${NEAR}) c
        ) near where alike >= 0.55 order by alike desc limit 5)
     )
     select c.id, coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone) as name, c.email,
       (select co.name from company_contacts k join companies co on co.organization_id = k.organization_id
          and co.id = k.company_id where k.organization_id = c.organization_id and k.contact_id = c.id
        order by k.is_primary desc limit 1) as company,
       (array['email', 'email_variant', 'phone', 'name_company', 'name', 'similar_name'])[best.rank] as reason
     from (select id, min(rank) as rank from found group by id) best
     join contacts c on c.organization_id = ? and c.id = best.id and c.deleted_at is null
     order by best.rank, c.created_at limit 5`,
    [
      ...[organizationId, emailNorm, organizationId, emailNorm, organizationId, phoneE164],
      ...[name, company, organizationId, name.length >= 4 ? name : null, organizationId],
    ]
  )
}

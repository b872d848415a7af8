import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type StageVisit = {
  id: number
  kind: string
  from: string | null
  to: string
  by: string | null
  at: string
  /** Until the next change, or now; null where a closed deal's time stands still. */
  seconds: number | null
}

/** Where a deal stood, the newest first, with the time it spent there. */
export function stageVisits(dealId: string): Promise<StageVisit[]> {
  return sql<StageVisit>(
    `select h.id, h.kind, f.name as "from", t.name as "to", u.full_name as by, to_json(h.at)#>>'{}' as at,
       case when h.kind in ('won', 'lost') then null else
         floor(extract(epoch from coalesce(lead(h.at) over (order by h.id), ?::timestamptz) - h.at))::int end as seconds
     from deal_stage_changes h
     join pipeline_stages t on t.organization_id = h.organization_id and t.id = h.to_stage_id
     left join pipeline_stages f on f.organization_id = h.organization_id and f.id = h.from_stage_id
     left join users u on h.actor_type = 'user' and u.id = h.actor_id
     where h.organization_id = ? and h.deal_id = ? order by h.id desc limit 200`,
    [clock.now().toISO(), Tenant.id(), dealId]
  )
}

export type DealPerson = {
  contactId: string
  name: string
  email: string | null
  phone: string | null
  role: string | null
  isPrimary: boolean
}

/** The people of a deal: its primary contact first, then the further ones, each once. */
export function dealPeople(dealId: string): Promise<DealPerson[]> {
  const organizationId = Tenant.id()
  return sql<DealPerson>(
    `select c.id as "contactId", coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email, c.phone, 'Nameless') as name,
       c.email, c.phone, x.role, x.is_primary as "isPrimary"
     from (
       select distinct on (contact_id) contact_id, role, is_primary from (
         select contact_id, null::text as role, true as is_primary from deals
         where organization_id = ? and id = ? and contact_id is not null
         union all
         select contact_id, role, false from deal_contacts where organization_id = ? and deal_id = ?) named
       order by contact_id, is_primary desc) x
     join contacts c on c.organization_id = ? and c.id = x.contact_id and c.deleted_at is null
     order by x.is_primary desc, name, c.id`,
    [organizationId, dealId, organizationId, dealId, organizationId]
  )
}

/** Staff who may own deals: active members, by name. */
export function dealOwners(): Promise<{ id: string; name: string }[]> {
  return sql<{ id: string; name: string }>(
    `select u.id, u.full_name as name from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and m.suspended_at is null order by u.full_name, u.id`,
    [Tenant.id()]
  )
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { type Binding, sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { KINDS } from '#crm/queries/duplicate_keys'

/** Pairs below it are not worth a person's time. */
const THRESHOLD = 45

const kinds = Object.values(KINDS)

/** All pairs of contacts that share a key, block by block. */
const WHOLE = `select least(x, y) as a_id, greatest(x, y) as b_id, kind from (
    select kind, key, array_agg(contact_id) as ids from duplicate_keys
    where organization_id = ? group by kind, key
    having count(*) > 1 and count(*) <= case kind ${kinds.map(({ id, most }) => `when ${id} then ${most}`).join(' ')} end
  ) block cross join lateral unnest(ids) x cross join lateral unnest(ids) y where x < y`

/** The same for those of some contacts. */
const SOME = `select least(k.contact_id, o.contact_id) as a_id, greatest(k.contact_id, o.contact_id) as b_id, k.kind
  from duplicate_keys k
  cross join lateral (
    select case when count(*) <= case k.kind ${kinds.map(({ id, most }) => `when ${id} then ${most}`).join(' ')} end
      then array_agg(contact_id) end as ids
    from (select contact_id from duplicate_keys o where o.organization_id = k.organization_id and o.kind = k.kind
      and o.key = k.key limit 41) block
  ) block
  cross join lateral unnest(block.ids) o (contact_id)
  where k.organization_id = ? and k.contact_id = any(?) and o.contact_id <> k.contact_id`

const has = (...list: { id: number }[]) =>
  `kinds && array[${list.map(({ id }) => id).join(', ')}]::smallint[]`

/** How likely two candidates are one person, in percent, and why. */
const SCORED = `
  select a_id, b_id,
    least(99, greatest(
      case when by_email then case when not both_named then 85 when alike >= 0.6 then 97 when alike < 0.3 then 55 else 80 end else 0 end,
      case when by_phone then case when not both_named then 65 when alike = 1 then 95 when alike >= 0.5 then 85 else 30 end else 0 end,
      case when not both_named then 0 when in_company and alike = 1 then 85 when in_company and alike >= 0.5 then 70 else 0 end,
      case when both_named and in_place and alike = 1 then 75 else 0 end,
      case when not both_named or elsewhere or other_number then 0 when alike = 1 and words > 1 then 50 when alike >= 0.55 then 45 else 0 end
    ) + 2 * greatest(0, by_email::int + by_phone::int + in_company::int + in_place::int - 1))::smallint as score,
    array_remove(array[
      case when by_email then 'email' end, case when by_phone then 'phone' end,
      case when both_named and alike = 1 then 'name' when both_named and alike >= 0.5 then 'similar_name' end,
      case when in_company then 'company' end, case when in_place then 'place' end], null) as reasons
  from (
    select p.a_id, p.b_id,
      ${has(KINDS.email)} as by_email, ${has(KINDS.phone)} as by_phone,
      ${has(KINDS.nameCompany, KINDS.lastInCompany, KINDS.firstInCompany)} as in_company,
      ${has(KINDS.namePlace)} as in_place,
      coalesce(a.first_name, a.last_name) is not null and coalesce(b.first_name, b.last_name) is not null as both_named,
      similarity(a.name_sort, b.name_sort) as alike,
      cardinality(string_to_array(a.name_sort, ' ')) as words,
      -- A name alone is little: what speaks against it outweighs it.
      coalesce(lower(a.city) <> lower(b.city), false) as elsewhere,
      coalesce(a.phone_e164 <> b.phone_e164, false) as other_number
    from (select a_id, b_id, array_agg(distinct kind) as kinds from candidates group by a_id, b_id) p
    join contacts a on a.organization_id = ? and a.id = p.a_id and a.deleted_at is null
    join contacts b on b.organization_id = ? and b.id = p.b_id and b.deleted_at is null
    -- Keeps the planner from comparing the names anew for each mention above.
    offset 0
  ) compared`

/**
 * Brings the queue up to date from the keys, for all contacts or those that changed: new pairs come in, open ones that
 * are no more alike go, what somebody decided stays. Resolves to how many pairs were found.
 */
export async function refreshPairs(
  contactIds: string[] | null,
  client?: TransactionClientContract
): Promise<number> {
  const organizationId = Tenant.id()
  const ids = contactIds ? [contactIds as Binding] : []
  const [row] = await sql<{ count: number }>(
    `with candidates as (${contactIds ? SOME : WHOLE}),
     scored as materialized (${SCORED}),
     found as (select * from scored where score >= ${THRESHOLD}),
     gone as (
       delete from duplicate_pairs p where p.organization_id = ? and p.state = 'open'
         ${contactIds ? 'and (p.a_id = any(?) or p.b_id = any(?))' : ''}
         and not exists (select 1 from found f where f.a_id = p.a_id and f.b_id = p.b_id)),
     kept as (
       insert into duplicate_pairs as p (id, organization_id, a_id, b_id, score, reasons, found_at)
       select gen_random_uuid(), ?::uuid, a_id, b_id, score, reasons, ? from found f
       -- Most are known: what would not change is not locked.
       where not exists (select 1 from duplicate_pairs had where had.organization_id = ? and had.a_id = f.a_id
         and had.b_id = f.b_id and (had.state <> 'open' or (had.score, had.reasons) = (f.score, f.reasons)))
       on conflict (organization_id, a_id, b_id) do update set score = excluded.score, reasons = excluded.reasons
         where p.state = 'open' and (p.score, p.reasons) is distinct from (excluded.score, excluded.reasons))
     select count(*)::int as count from found`,
    [
      ...[organizationId, ...ids, organizationId, organizationId],
      ...[organizationId, ...ids, ...ids, organizationId, clock.now().toISO(), organizationId],
    ],
    client
  )
  return row.count
}

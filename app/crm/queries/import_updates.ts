import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { PLAIN } from '#crm/imports/contacts/targets'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import { resolvedRows, type RowRange } from '#crm/queries/import_resolution'

/** Columns that an import may change on a known contact, beside `custom` and the primary address and number. */
const CHANGEABLE = [...PLAIN, 'owner_id'] as const
/** A contact that has none gets the file's as its primary one. */
const ADDRESSES = ['email', 'email_norm', 'phone', 'phone_e164'] as const

/**
 * Changes the contacts that rows of a chunk are about, and notes how they were. Rows about one contact count once, the
 * first of them. Resolves to how many were changed and how many were as the file says already.
 */
export async function updateContacts(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<{ updated: number; unchanged: number }> {
  const { stamp, rules } = ticket
  const resolved = resolvedRows(ticket.id, range, rules)
  const isReplacing = rules.existing === 'replace'
  const value = (column: string) => {
    const [first, second] = isReplacing ? ['r', 'c'] : ['c', 'r']
    // Everybody has a stage from the start: keeping it would mean never to import one.
    if (column === 'lifecycle' && !isReplacing) return `c.lifecycle`
    const given = `coalesce(${first}.${column}, ${second}.${column})`
    if (column !== 'external_id') return given
    // The id by which somebody was known who was merged into the contact stays where it is, and goes on naming it.
    return `case when r.external_id is not null and exists (select 1 from contacts l where l.organization_id = c.organization_id
      and l.external_id = r.external_id and l.id <> c.id) then c.external_id else ${given} end`
  }
  const custom = isReplacing
    ? `c.custom || coalesce(r.custom, '{}')`
    : `coalesce(r.custom, '{}') || c.custom`
  const primaries = ADDRESSES.map((column) => {
    const norm = column.startsWith('email') ? 'email_norm' : 'phone_e164'
    return `case when c.${norm} is null then r.${column} else c.${column} end as new_${column}`
  })
  const all = [...CHANGEABLE, ...ADDRESSES, 'custom', 'deleted_at']
  const before = all.map((column) => `'${column}', old_${column}`).join(', ')
  const after = all.map((column) => `'${column}', new_${column}`).join(', ')
  const [counts] = await sql<{ updated: number; unchanged: number }>(
    `with known as materialized (
       select distinct on (r.target) r.* from (${resolved.sql}) r where verdict = 'update' order by r.target, r.row_no
     ), compared as materialized (
       select c.id, c.organization_id,
         ${all.map((column) => `c.${column} as old_${column}`).join(', ')},
         ${CHANGEABLE.map((column) => `${value(column)} as new_${column}`).join(', ')},
         ${primaries.join(', ')}, ${custom} as new_custom, null::timestamptz as new_deleted_at
       from known r join contacts c on c.organization_id = r.organization_id and c.id = r.target
       order by c.id for update of c
     ), changed as (
       select c.*, changes.before, changes.after from compared c
       cross join lateral (select jsonb_build_object(${before}) as had, jsonb_build_object(${after}) as has offset 0) whole
       cross join lateral (select jsonb_object_agg(key, whole.had -> key) as before, jsonb_object_agg(key, value) as after
         from jsonb_each(whole.has) where value is distinct from whole.had -> key) changes
       where whole.had is distinct from whole.has
     ), written as (
       update contacts c set ${all.map((column) => `${column} = n.new_${column}`).join(', ')}, updated_at = ?::timestamptz
       from changed n where c.organization_id = n.organization_id and c.id = n.id
     ), noted as (
       insert into import_changes as had (organization_id, import_id, contact_id, before, after)
       select organization_id, ?::uuid, id, before, after from changed
       on conflict (organization_id, import_id, contact_id) do update
         set before = excluded.before || had.before, after = had.after || excluded.after
     )
     select (select count(*) from changed)::int as updated,
       ((select count(*) from compared) - (select count(*) from changed))::int as unchanged ${PLAN_AFRESH}`,
    [...resolved.bindings, stamp, ticket.id],
    trx
  )
  return counts
}

type Addition = { into: string; noted: string; id: string }

const ADDITIONS: Record<'emails' | 'phones' | 'companies' | 'tags', Addition & { select: string }> =
  {
    emails: {
      into: 'contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)',
      select: `select gen_random_uuid(), k.organization_id, k.target, a.email, a.norm, a.is_first and not exists (select 1
        from contact_emails had where had.organization_id = k.organization_id and had.contact_id = k.target
          and had.is_primary), ?::timestamptz
      from known k cross join lateral (
        select k.email as email, k.email_norm as norm, true as is_first where k.email_norm is not null
        union all select more, more, false from unnest(k.more_emails) more) a
      where not exists (select 1 from contact_emails had where had.organization_id = k.organization_id
        and had.email_norm = a.norm)`,
      id: 'id',
      noted: 'added_emails',
    },
    phones: {
      into: 'contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)',
      select: `select gen_random_uuid(), k.organization_id, k.target, a.phone, a.norm, a.is_first and not exists (select 1
        from contact_phones had where had.organization_id = k.organization_id and had.contact_id = k.target
          and had.is_primary), ?::timestamptz
      from known k cross join lateral (
        select k.phone as phone, k.phone_e164 as norm, true as is_first where k.phone_e164 is not null
        union all select more, more, false from unnest(k.more_phones) more) a
      where not exists (select 1 from contact_phones had where had.organization_id = k.organization_id
        and had.contact_id = k.target and had.phone_e164 = a.norm)`,
      id: 'id',
      noted: 'added_phones',
    },
    companies: {
      into: 'company_contacts (organization_id, company_id, contact_id, role, is_primary, created_at)',
      select: `select k.organization_id, c.company_id, k.target, k.job_title, not exists (select 1 from company_contacts had
        where had.organization_id = k.organization_id and had.contact_id = k.target and had.is_primary), ?::timestamptz
      from known k join import_companies c on c.organization_id = k.organization_id and c.import_id = k.import_id
        and c.name_key = k.company_key`,
      id: 'company_id',
      noted: 'added_companies',
    },
    tags: {
      into: 'contact_tags (organization_id, contact_id, tag_id, created_at)',
      select: `select distinct k.organization_id, k.target, t.id, ?::timestamptz
      from known k cross join lateral unnest(k.tags) as named (name)
      join tags t on t.organization_id = k.organization_id and t.name_norm = warren_fold(named.name)
      where k.tags is not null`,
      id: 'tag_id',
      noted: 'added_tags',
    },
  }

/** Adds what the file has more than the known contacts: addresses, numbers, companies, tags; and notes it. */
export async function addToContacts(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<void> {
  const resolved = resolvedRows(ticket.id, range, ticket.rules)
  // Each addition changes what the next resolving finds, but never whom a row is about.
  for (const { into, select, id, noted } of Object.values(ADDITIONS)) {
    await sql(
      `with known as materialized (
         select distinct on (r.target) r.* from (${resolved.sql}) r
         where verdict = 'update' and r.target <> ${idOfRow('contact', 'r.row_no')} order by r.target, r.row_no
       ), added as (
         insert into ${into} ${select} on conflict do nothing returning contact_id, ${id} as added_id)
       insert into import_changes as had (organization_id, import_id, contact_id, ${noted})
       select ?::uuid, ?::uuid, contact_id, array_agg(added_id) from added group by contact_id
       on conflict (organization_id, import_id, contact_id) do update set ${noted} = had.${noted} || excluded.${noted} ${PLAN_AFRESH}`,
      [...resolved.bindings, ticket.idPrefix, ticket.stamp, Tenant.id(), ticket.id],
      trx
    )
  }
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { PLAIN } from '#crm/imports/contacts/targets'
import { resolvedRows, type RowRange } from '#crm/queries/import_resolution'
import type { ImportRules } from '#crm/imports/rules'

/** What an import writes with: fixed when it starts, so that doing a chunk again does the same. */
export type ImportTicket = {
  id: string
  idPrefix: string
  /** ISO 8601; created_at and updated_at of all that it makes. */
  stamp: string
  rules: ImportRules
}

/** Ids that an import makes: its prefix, a figure for the kind, and the number of the row. */
export const ID_KINDS = { contact: '0', email: '1', phone: '2', company: '3', deal: '4' } as const

export function idOfRow(kind: keyof typeof ID_KINDS, row: string): string {
  return `(?::text || '${ID_KINDS[kind]}' || lpad(to_hex(${row}), 8, '0'))::uuid`
}

/**
 * Makes the contacts of a chunk's new rows with their address, number, company and tags, in one statement. Throws a
 * unique violation when somebody else takes one of the addresses in the same moment: the chunk is done again then.
 */
export async function createContacts(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<number> {
  const { idPrefix, stamp, rules } = ticket
  const resolved = resolvedRows(ticket.id, range, rules)
  const plain = PLAIN.filter((column) => column !== 'lifecycle')
  const columns = plain.join(', ')
  const values = plain.map((column) => `f.${column}`).join(', ')
  const organizationId = Tenant.id()
  const [{ count }] = await sql<{ count: number }>(
    `with fresh as materialized (
       select r.*, ${idOfRow('contact', 'r.row_no')} as contact_id from (${resolved.sql}) r where verdict = 'new'
     ), made as (
       insert into contacts (id, organization_id, user_id, email, email_norm, phone, phone_e164, ${columns}, lifecycle,
         owner_id, custom, source, created_at, updated_at)
       select f.contact_id, f.organization_id, u.id, f.email, f.email_norm, f.phone, f.phone_e164, ${values},
         coalesce(f.lifecycle, 'lead'), f.owner_id, coalesce(f.custom, '{}'), 'import', ?::timestamptz, ?::timestamptz
       from fresh f
       left join users u on u.email_norm = f.email_norm and u.email_verified_at is not null
       order by f.row_no
     ), addresses as (
       insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       select ${idOfRow('email', 'row_no')}, organization_id, contact_id, email, email_norm, true, ?::timestamptz
       from fresh where email_norm is not null order by row_no
     ), numbers as (
       insert into contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)
       select ${idOfRow('phone', 'row_no')}, organization_id, contact_id, phone, phone_e164, true, ?::timestamptz
       from fresh where phone_e164 is not null order by row_no
     ), employed as (
       insert into company_contacts (organization_id, company_id, contact_id, role, is_primary, created_at)
       select f.organization_id, c.company_id, f.contact_id, f.job_title, true, ?::timestamptz
       from fresh f join import_companies c on c.organization_id = ? and c.import_id = ? and c.name_key = f.company_key
     ), tagged as (
       insert into contact_tags (organization_id, contact_id, tag_id, created_at)
       select distinct f.organization_id, f.contact_id, t.id, ?::timestamptz
       from fresh f cross join lateral unnest(f.tags) as named (name)
       join tags t on t.organization_id = ? and t.name_norm = warren_fold(named.name)
       where f.tags is not null
     )
     select count(*)::int as count from fresh ${PLAN_AFRESH}`,
    [
      ...[idPrefix, ...resolved.bindings, stamp, stamp, idPrefix, stamp, idPrefix, stamp],
      ...[stamp, organizationId, ticket.id, stamp, organizationId],
    ],
    trx
  )
  return count
}

/**
 * Further addresses and numbers of a chunk's rows, new and known contacts alike. An address that somebody has already
 * is left where it is. Additions to known contacts are noted for an undo.
 */
export async function addFurtherAddresses(
  ticket: ImportTicket,
  targets: RowRange,
  trx: TransactionClientContract
): Promise<void> {
  const { idPrefix, stamp } = ticket
  for (const [table, column, norm, list] of [
    ['contact_emails', 'email', 'email_norm', 'more_emails'],
    ['contact_phones', 'phone', 'phone_e164', 'more_phones'],
  ]) {
    await sql(
      `insert into ${table} (id, organization_id, contact_id, ${column}, ${norm}, is_primary, created_at)
       select gen_random_uuid(), r.organization_id, c.id, more.address, more.address, false, ?::timestamptz
       from import_rows r
       cross join lateral unnest(r.${list}) as more (address)
       join contacts c on c.organization_id = r.organization_id and c.id = ${idOfRow('contact', 'r.row_no')}
       where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.${list} is not null
       on conflict do nothing`,
      [stamp, idPrefix, Tenant.id(), ticket.id, targets.first, targets.last],
      trx
    )
  }
}

/** Notes who opted out according to the file; the ledger keeps it in force against everything weaker. */
export async function recordOptOuts(
  ticket: ImportTicket,
  range: RowRange,
  actorId: string | null,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into consents (organization_id, contact_id, address_hash, channel, state, source, wording, proof, actor_type,
       actor_id, occurred_at)
     select r.organization_id, e.contact_id, warren_address_hash(r.email_norm), 'email', 'denied', 'import', null,
       jsonb_build_object('import', r.import_id, 'row', r.row_no), ?, ?::uuid, ?::timestamptz
     from import_rows r
     join contact_emails e on e.organization_id = r.organization_id and e.email_norm = r.email_norm
     where r.organization_id = ? and r.import_id = ? and r.row_no between ? and ? and r.unsubscribed
       and r.problem is null`,
    [
      ...[actorId ? 'user' : 'system', actorId, ticket.stamp],
      ...[Tenant.id(), ticket.id, range.first, range.last],
    ],
    trx
  )
}

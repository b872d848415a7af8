import type { SearchHit } from '#core/registry/search'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold } from '#crm/fold'
import { searchWords } from '#crm/queries/search_words'

/** So many that fit, the newest ones, are looked at for the nearest five. In their order, so that an index gives them. */
const CANDIDATES = 50

/** The contacts nearest to a term: its words begin or stand in names, addresses, numbers. */
export async function findContacts(term: string): Promise<SearchHit[]> {
  const found = searchWords(term, 'contacts')
  const rows = await sql<{ id: string; label: string; suffix: string | null }>(
    `${PLAN_AFRESH} with found as materialized (
       select id, first_name, last_name, email, phone, search from contacts
       where organization_id = ? and deleted_at is null and ${found.sql} order by id desc limit ${CANDIDATES})
     select id, coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), email, phone, 'Nameless') as label,
       coalesce(email, phone) as suffix
     from found order by similarity(search, ?) desc, id limit 5`,
    [Tenant.id(), ...found.bindings, fold(term)]
  )
  return rows.map(({ id, label, suffix }) => ({
    label,
    suffix,
    icon: 'i-lucide-user',
    to: `/admin/contacts/${id}`,
  }))
}

/** The companies nearest to a term. */
export async function findCompanies(term: string): Promise<SearchHit[]> {
  const found = searchWords(term, 'companies')
  const rows = await sql<{ id: string; name: string; suffix: string | null }>(
    `${PLAN_AFRESH} with found as materialized (
       select id, name, coalesce(domain, city) as suffix, search from companies
       where organization_id = ? and deleted_at is null and ${found.sql} order by id desc limit ${CANDIDATES})
     select id, name, suffix from found order by similarity(search, ?) desc, id limit 5`,
    [Tenant.id(), ...found.bindings, fold(term)]
  )
  return rows.map(({ id, name, suffix }) => ({
    label: name,
    suffix,
    icon: 'i-lucide-building-2',
    to: `/admin/companies/${id}`,
  }))
}

import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { DemoCompany, DemoPerson } from '#database/demo/crm/crowd'

/** Companies of the demo that are not there yet, by domain; resolves to all ids, in the given order. */
export async function plantCompanies(companies: DemoCompany[]): Promise<string[]> {
  const rows = companies.map((company) => ({
    ...company,
    id: uuid({ msecs: Date.parse(company.created_at) }),
  }))
  const organizationId = Tenant.id()
  await sql(
    `insert into companies (id, organization_id, name, domain, website, industry, size, city, region, postal_code,
       country, source, created_at, updated_at)
     select id, ?, name, domain, 'https://' || domain, industry, size, city, region, postal_code, country, 'import',
       created_at, created_at
     from jsonb_to_recordset(?::jsonb) as c(id uuid, name text, domain text, industry text, size text, city text,
       region text, postal_code text, country text, created_at timestamptz)
     where not exists (select 1 from companies had where had.organization_id = ? and had.domain = c.domain)`,
    [organizationId, JSON.stringify(rows), organizationId]
  )
  const found = await sql<{ id: string; domain: string }>(
    'select id, domain from companies where organization_id = ? and domain = any(?)',
    [organizationId, companies.map(({ domain }) => domain)]
  )
  const ids = new Map(found.map(({ id, domain }) => [domain, id]))
  return companies.map(({ domain }) => ids.get(domain)!)
}

type Belongings = {
  /** Ids of what `tags` and `company` of a person count. */
  tags: string[]
  companies: string[]
  /** Among whom the people are shared out; a third stays without. */
  owners: string[]
}

/**
 * People of the demo with their addresses, numbers, tags and companies, by one
 * statement; those whose address is taken are left out. Resolves to who was made.
 */
export function plantPeople(
  people: DemoPerson[],
  { tags, companies, owners }: Belongings
): Promise<{ id: string; created_at: Date; source: string }[]> {
  const organizationId = Tenant.id()
  const rows = people.map((person, n) => ({
    ...person,
    id: uuid({ msecs: Date.parse(person.created_at) }),
    email_id: uuid(),
    phone_id: uuid(),
    owner_id: n % 3 === 0 || owners.length === 0 ? null : owners[n % owners.length],
    tags: person.tags.map((number) => tags[number]),
    company_id: person.company === null ? null : companies[person.company],
  }))
  return sql(
    `with given as (
       select * from jsonb_to_recordset(?::jsonb) as p(id uuid, email_id uuid, phone_id uuid, first_name text,
         last_name text, email text, phone_e164 text, job_title text, street text, city text, region text,
         postal_code text, country text, time_zone text, locale text, source text, lifecycle text,
         created_at timestamptz, last_seen_at timestamptz, owner_id uuid, tags uuid[], company_id uuid, custom jsonb)),
     made as (
       insert into contacts (id, organization_id, email, email_norm, first_name, last_name, phone, phone_e164, job_title,
         street, city, region, postal_code, country, time_zone, locale, source, lifecycle, owner_id, custom,
         last_seen_at, created_at, updated_at)
       select id, ?, email, email, first_name, last_name, phone_e164, phone_e164, job_title, street, city, region,
         postal_code, country, time_zone, locale, source, lifecycle, owner_id, custom, last_seen_at, created_at, created_at
       from given where not exists (select 1 from contact_emails e where e.organization_id = ? and e.email_norm = given.email)
       on conflict do nothing returning id, organization_id, created_at, source),
     addresses as (
       insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       select email_id, organization_id, id, email, email, true, created_at from given join made using (id, created_at)),
     numbers as (
       insert into contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)
       select phone_id, organization_id, id, phone_e164, phone_e164, true, created_at from given join made using (id, created_at)
       where phone_e164 is not null),
     tagged as (
       insert into contact_tags (organization_id, contact_id, tag_id, created_at)
       select organization_id, id, unnest(tags), created_at from given join made using (id, created_at)),
     working as (
       insert into company_contacts (organization_id, company_id, contact_id, role, is_primary, created_at)
       select organization_id, company_id, id, job_title, true, created_at from given join made using (id, created_at)
       where company_id is not null)
     select id, created_at, source from made`,
    [JSON.stringify(rows), organizationId, organizationId]
  )
}

/** Lines on the timelines of the people just made, spread between their first day and today; for the big house. */
export async function plantActivities(contactIds: string[], each: number): Promise<void> {
  await sql(
    `insert into activities (organization_id, contact_id, event_id, kind, actor_type, payload, occurred_at)
     select c.organization_id, c.id, 0,
       (array['contact.updated', 'order.paid', 'enrolment.created', 'lesson.completed', 'contact.created'])[1 + n % 5],
       'system', '{}', c.created_at + (clock_timestamp() - c.created_at) * (n::float / ?)
     from contacts c cross join generate_series(1, ?) n
     where c.organization_id = ? and c.id = any(?)`,
    [each, each, Tenant.id(), contactIds]
  )
}

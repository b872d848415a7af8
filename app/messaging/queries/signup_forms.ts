import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import type { SitemapEntry } from '#core/registry/public_pages'
import type { SearchHit } from '#core/registry/search'
import { Tenant } from '#core/tenancy/tenant'

/** Slugs of forms that are `slug`, or begin like it. */
export async function takenFormSlugs(
  slug: string,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ slug: string }>(
    `select slug from signup_forms where organization_id = ? and (slug = ? or slug like ? || '-%')`,
    [Tenant.id(), slug, slug],
    trx
  )
  return rows.map((row) => row.slug)
}

export type FormRow = {
  id: string
  name: string
  slug: string
  isOpen: boolean
  isArchived: boolean
  topics: string[]
  submitted: number
  confirmed: number
  lately: number
  lastAt: string | null
}

/** Forms of the organization with how often they were sent, in all and within 30 days. */
export function formList(): Promise<FormRow[]> {
  const since = clock.now().minus({ days: 30 }).toUTC().toISODate()!
  return sql<FormRow>(
    `select f.id, f.name, f.slug, f.is_open as "isOpen", f.archived_at is not null as "isArchived",
       coalesce((select json_agg(t.name order by t.name) from topics t
         where t.organization_id = f.organization_id and t.id = any(f.topic_ids)), '[]') as topics,
       coalesce(d.submitted, 0)::int as submitted, coalesce(d.confirmed, 0)::int as confirmed,
       coalesce(d.lately, 0)::int as lately,
       (select to_json(max(s.created_at))#>>'{}' from form_submissions s
        where s.organization_id = f.organization_id and s.form_id = f.id) as "lastAt"
     from signup_forms f
     left join lateral (
       select sum(submitted) as submitted, sum(confirmed) as confirmed,
         sum(submitted) filter (where day >= ?::date) as lately
       from form_days where organization_id = f.organization_id and form_id = f.id) d on true
     where f.organization_id = ?
     order by (f.archived_at is not null), f.created_at desc, f.id desc limit 200`,
    [since, Tenant.id()]
  )
}

export type SubmissionRow = {
  id: string
  contactId: string
  name: string | null
  email: string | null
  state: string
  via: string
  at: string
}

/** Who filled a form in last. */
export function latestSubmissions(formId: string): Promise<SubmissionRow[]> {
  return sql<SubmissionRow>(
    `select s.id, w.id as "contactId", nullif(concat_ws(' ', w.first_name, w.last_name), '') as name, w.email,
       s.state, s.via, to_json(s.created_at)#>>'{}' as at
     from form_submissions s
     join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     join contacts w on w.organization_id = c.organization_id and w.id = coalesce(c.merged_into_id, c.id)
     where s.organization_id = ? and s.form_id = ?
     order by s.created_at desc, s.id desc limit 25`,
    [Tenant.id(), formId]
  )
}

export async function formSums(formId: string): Promise<{ submitted: number; confirmed: number }> {
  const [row] = await sql<{ submitted: number; confirmed: number }>(
    `select coalesce(sum(submitted), 0)::int as submitted, coalesce(sum(confirmed), 0)::int as confirmed
     from form_days where organization_id = ? and form_id = ?`,
    [Tenant.id(), formId]
  )
  return row
}

/** Pages of the forms that are open, for the sitemap. */
export async function openFormPages(): Promise<SitemapEntry[]> {
  return sql<SitemapEntry>(
    `select '/forms/' || slug as path, updated_at as "updatedAt" from signup_forms
     where organization_id = ? and is_open and archived_at is null order by slug limit 1000`,
    [Tenant.id()]
  )
}

/** Forms whose name has the words. */
export async function findForms(term: string): Promise<SearchHit[]> {
  const rows = await sql<{ id: string; name: string }>(
    `select id, name from signup_forms
     where organization_id = ? and archived_at is null and name ilike '%' || ? || '%'
     order by name, id limit 5`,
    [Tenant.id(), term.trim().replace(/[%_\\]/g, '\\$&')]
  )
  return rows.map(({ id, name }) => ({
    label: name,
    suffix: 'Sign-up form',
    icon: 'i-lucide-clipboard-pen-line',
    to: `/admin/forms/${id}/edit`,
  }))
}

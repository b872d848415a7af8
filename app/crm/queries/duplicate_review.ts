import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { clock } from '#core/clock/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A contact as the review shows it beside another. */
export type Candidate = {
  id: string
  name: string
  firstName: string | null
  lastName: string | null
  emails: string[]
  phones: string[]
  companies: string[]
  tags: string[]
  jobTitle: string | null
  lifecycle: string
  owner: string | null
  address: string | null
  locale: string | null
  timeZone: string | null
  externalId: string | null
  source: string
  custom: Record<string, unknown>
  createdAt: string
  /** How many of its details are known, to tell the fuller of two. */
  filled: number
}

const list = (text: string) => `coalesce((select jsonb_agg(${text}), '[]')`

/** Living contacts for a review, by id. */
export async function candidatesOf(ids: string[]): Promise<Map<string, Candidate>> {
  const rows = await sql<Omit<Candidate, 'createdAt'> & { createdAt: Date }>(
    `select c.id,
       coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Nameless') as name,
       c.first_name as "firstName", c.last_name as "lastName",
       ${list(`e.email order by e.is_primary desc, e.created_at) from contact_emails e
         where e.organization_id = c.organization_id and e.contact_id = c.id`)} as emails,
       ${list(`p.phone_e164 order by p.is_primary desc, p.created_at) from contact_phones p
         where p.organization_id = c.organization_id and p.contact_id = c.id`)} as phones,
       ${list(`co.name order by k.is_primary desc, co.name) from company_contacts k
         join companies co on co.organization_id = k.organization_id and co.id = k.company_id
         where k.organization_id = c.organization_id and k.contact_id = c.id`)} as companies,
       ${list(`t.name order by t.name) from contact_tags k
         join tags t on t.organization_id = k.organization_id and t.id = k.tag_id
         where k.organization_id = c.organization_id and k.contact_id = c.id`)} as tags,
       c.job_title as "jobTitle", c.lifecycle, u.full_name as owner,
       nullif(concat_ws(', ', c.street, concat_ws(' ', c.postal_code, c.city), c.region, c.country), '') as address,
       c.locale, c.time_zone as "timeZone", c.external_id as "externalId", c.source, c.custom,
       c.created_at as "createdAt",
       num_nonnulls(c.first_name, c.last_name, c.email, c.phone_e164, c.job_title, c.owner_id, c.street, c.city,
         c.postal_code, c.country, c.locale, c.time_zone, c.external_id, c.avatar_file_id, c.user_id)
         + (select count(*)::int from jsonb_object_keys(c.custom)) as filled
     from contacts c left join users u on u.id = c.owner_id
     where c.organization_id = ? and c.id = any(?) and c.deleted_at is null`,
    [Tenant.id(), ids]
  )
  return new Map(
    rows.map(({ createdAt, ...row }) => [row.id, { ...row, createdAt: createdAt.toISOString() }])
  )
}

export type OpenPairs = { id: string; aId: string; bId: string; score: number; reasons: string[] }

/** Open pairs of a rule whose contacts live, the surest first. */
export function openPairs(where: string, limit: number): Promise<OpenPairs[]> {
  return sql<OpenPairs>(
    `select p.id, p.a_id as "aId", p.b_id as "bId", p.score, p.reasons from duplicate_pairs p
     where p.organization_id = ? and p.state = 'open' and ${where}
     order by p.score desc, p.id limit ?`,
    [Tenant.id(), limit]
  )
}

/** Open pairs, counted up to 10,000. */
export async function countOpenPairs(where = 'true'): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from duplicate_pairs p where p.organization_id = ? and p.state = 'open' and ${where} limit 10001) open`,
    [Tenant.id()]
  )
  return row.count
}

/** Says of a pair that it is not the same person. False where it is decided already. */
export async function dismissPair(
  id: string,
  userId: string | null,
  trx?: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `update duplicate_pairs set state = 'dismissed', decided_by = ?, decided_at = ?
     where organization_id = ? and id = ? and state = 'open' returning 1`,
    [userId, clock.now().toISO(), Tenant.id(), id],
    trx
  )
  return rows.length > 0
}

/** Takes a pair back into the queue that was dismissed. */
export async function reopenPair(id: string): Promise<boolean> {
  const rows = await sql(
    `update duplicate_pairs set state = 'open', decided_by = null, decided_at = null
     where organization_id = ? and id = ? and state = 'dismissed' returning 1`,
    [Tenant.id(), id]
  )
  return rows.length > 0
}

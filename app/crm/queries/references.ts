import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ReferenceEntity } from '#crm/custom_values'

/** What a reference of a custom field points at; `href` is null for members, who have no page. */
export type Referenced = { id: string; name: string; href: string | null }

const FROM: Record<ReferenceEntity, { select: string; path: string | null }> = {
  contact: {
    select: `select id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, phone, 'Nameless') as name
      from contacts where organization_id = ? and id = any(?::uuid[]) and deleted_at is null`,
    path: '/admin/contacts',
  },
  company: {
    select: `select id, name from companies where organization_id = ? and id = any(?::uuid[]) and deleted_at is null`,
    path: '/admin/companies',
  },
  deal: {
    select: `select id, title as name from deals where organization_id = ? and id = any(?::uuid[]) and deleted_at is null`,
    path: '/admin/deals',
  },
  member: {
    select: `select u.id, u.full_name as name from memberships m join users u on u.id = m.user_id
      where m.organization_id = ? and u.id = any(?::uuid[])`,
    path: null,
  },
}

/** Those of the ids that are there, by name. */
export async function referenced(entity: ReferenceEntity, ids: string[]): Promise<Referenced[]> {
  if (ids.length === 0) return []
  const { select, path } = FROM[entity]
  const rows = await sql<{ id: string; name: string }>(select, [Tenant.id(), ids])
  return rows.map((row) => ({ ...row, href: path && `${path}/${row.id}` }))
}

/** Rows of a word and an id, each once; `?` are the tenant and the words, as often as `times` says. */
const BY_WORDS: Record<ReferenceEntity, { select: string; times: number }> = {
  contact: {
    select: `select e.email_norm as word, c.id from contact_emails e
      join contacts c on c.organization_id = e.organization_id and c.id = e.contact_id
      where e.organization_id = ? and e.email_norm = any(?::text[]) and c.deleted_at is null`,
    times: 1,
  },
  company: {
    select: `select domain as word, id from companies
      where organization_id = ? and domain = any(?::text[]) and deleted_at is null
      union select name_sort, id from companies
      where organization_id = ? and name_sort = any(?::text[]) and deleted_at is null`,
    times: 2,
  },
  deal: {
    select: `select search as word, id from deals
      where organization_id = ? and search = any(?::text[]) and deleted_at is null`,
    times: 1,
  },
  member: {
    select: `select warren_fold(u.full_name) as word, u.id from memberships m join users u on u.id = m.user_id
      where m.organization_id = ? and warren_fold(u.full_name) = any(?::text[])
      union select u.email_norm, u.id from memberships m join users u on u.id = m.user_id
      where m.organization_id = ? and u.email_norm = any(?::text[])`,
    times: 2,
  },
}

/**
 * Living records by what people name them by: an address, a domain or a name, a title. Words come as they are
 * compared (folded; addresses and domains in lower case); a word may find several.
 */
export async function referencedBy(
  entity: ReferenceEntity,
  words: string[]
): Promise<{ word: string; id: string }[]> {
  if (words.length === 0) return []
  const { select, times } = BY_WORDS[entity]
  return sql(select, Array.from({ length: times }, () => [Tenant.id(), words]).flat())
}

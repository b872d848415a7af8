import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

const LIMIT = 20

/** Tags whose names hold a text, with how they are coloured. */
export function searchTags(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label, color from tags
     where organization_id = ? and name_norm like ? order by name_norm limit ${LIMIT}`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function tagsNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, name as label, color from tags where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}

/** Living companies whose names begin with a text, or hold it when it is long enough for that. */
export function searchCompanyChoices(text: string): Promise<Choice[]> {
  const word = likeText(fold(text))
  const [column, pattern] = word.length < 4 ? ['name_sort', `${word}%`] : ['search', `%${word}%`]
  return sql<Choice>(
    `select id as value, name as label from companies
     where organization_id = ? and deleted_at is null and ${column} like ? order by name_sort limit ${LIMIT}`,
    [Tenant.id(), pattern]
  )
}

export function companiesNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, name as label from companies where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}

/** Staff of the organization whose names hold a text. */
export function searchMembers(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select u.id as value, u.full_name as label from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and m.suspended_at is null and warren_fold(u.full_name) like ?
     order by u.full_name limit ${LIMIT}`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function membersNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    `select u.id as value, u.full_name as label from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and u.id = any(?)`,
    [Tenant.id(), ids]
  )
}

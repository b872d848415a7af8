import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import { referenced } from '#crm/queries/references'
import { searchWords } from '#crm/queries/search_words'

/** Living contacts whose name or address fits a text, at most 20. */
export function searchContactChoices(text: string): Promise<Choice[]> {
  const found = searchWords(text, 'contacts')
  return sql<Choice>(
    `select id as value,
       coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, phone, 'Nameless') as label
     from contacts where organization_id = ? and deleted_at is null and ${found.sql} order by id desc limit 20`,
    [Tenant.id(), ...found.bindings]
  )
}

export async function contactsNamed(ids: string[]): Promise<Choice[]> {
  return (await referenced('contact', ids)).map(({ id, name }) => ({ value: id, label: name }))
}

/** Living deals whose titles begin with a text, or hold it when it is long enough for that. */
export function searchDealChoices(text: string): Promise<Choice[]> {
  const word = likeText(fold(text))
  return sql<Choice>(
    `select id as value, title as label from deals
     where organization_id = ? and deleted_at is null and search like ? order by id desc limit 20`,
    [Tenant.id(), word.length < 4 ? `${word}%` : `%${word}%`]
  )
}

export async function dealsNamed(ids: string[]): Promise<Choice[]> {
  return (await referenced('deal', ids)).map(({ id, name }) => ({ value: id, label: name }))
}

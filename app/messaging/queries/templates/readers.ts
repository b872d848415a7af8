import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold } from '#crm/fold'
import { searchWords } from '#crm/queries/search_words'
import { type Person, personColumns } from '#messaging/rendering/person'

/** A living contact as templates see one; null when there is none. */
export async function readerOf(contactId: string): Promise<Person | null> {
  const columns = personColumns([
    'contact.phone',
    'contact.job_title',
    'contact.city',
    'contact.company',
    'contact.custom',
  ])
  const [row] = await sql<Omit<Person, 'full_name'> & { contactId: string }>(
    `select c.id as "contactId", ${columns.sql} from contacts c
     where c.organization_id = ? and c.id = ? and c.deleted_at is null`,
    [...columns.bindings, Tenant.id(), contactId]
  )
  if (!row) return null
  return { ...row, full_name: [row.first_name, row.last_name].filter(Boolean).join(' ') }
}

export type ReaderChoice = { id: string; name: string; email: string | null }

/** Contacts to see a mail as: by words, or those who came last. At most eight. */
export async function findReaders(words: string): Promise<ReaderChoice[]> {
  const found = searchWords(words.slice(0, 80), 'contacts')
  return sql<ReaderChoice>(
    `${PLAN_AFRESH} with found as materialized (
       select id, first_name, last_name, email, phone, search from contacts
       where organization_id = ? and deleted_at is null and ${found.sql} order by id desc limit 50)
     select id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, phone, 'Nameless') as name, email
     from found order by similarity(search, ?) desc, id desc limit 8`,
    [Tenant.id(), ...found.bindings, fold(words)]
  )
}

export type FieldVariable = { key: string; label: string }

/** Custom fields of contacts that a mail can say. */
export async function fieldVariables(): Promise<FieldVariable[]> {
  return sql<FieldVariable>(
    `select key, label from custom_fields
     where organization_id = ? and entity = 'contact' and archived_at is null order by position, key`,
    [Tenant.id()]
  )
}

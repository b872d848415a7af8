import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type Binding, sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** By what alike contacts find each other. Blocks that are larger than `most` say nothing and are left out. */
export const KINDS = {
  phone: { id: 1, most: 10 },
  email: { id: 2, most: 20 },
  nameCompany: { id: 3, most: 20 },
  namePlace: { id: 4, most: 10 },
  name: { id: 5, most: 4 },
  /** Nearly the same name in one company, by how the last and the first name begin. */
  lastInCompany: { id: 6, most: 40 },
  firstInCompany: { id: 7, most: 40 },
  /** Nearly the same name anywhere, by the consonants of the last one. */
  sound: { id: 8, most: 6 },
} as const

export type Kind = keyof typeof KINDS

/** Domains whose dots and plus tags mean nothing; elsewhere only the plus tag is looked past. */
const VARIANT = (
  email: string
) => `case when split_part(${email}, '@', 2) in ('gmail.com', 'googlemail.com')
  then replace(split_part(split_part(${email}, '@', 1), '+', 1), '.', '') || '@gmail.com'
  else split_part(split_part(${email}, '@', 1), '+', 1) || '@' || split_part(${email}, '@', 2) end`

const hash = (text: string) => `hashtextextended(${text}, 0)`

/** The words of a folded name in the order of the alphabet, so that first and last name may be swapped. */
const WORDS = `(select string_agg(w, ' ' order by w) from unnest(string_to_array(c.name_sort, ' ')) w)`
const NAMED = `(c.first_name is not null and c.last_name is not null)`

/** The first consonants that are heard, each once in a row. */
const SOUND = `left(regexp_replace(translate(split_part(c.name_sort, ' ', 1), 'aeiouyhw-''', ''), '(.)\\1', '\\1', 'g'), 5)`

const ALIVE = 'c.organization_id = k.organization_id and c.deleted_at is null'

const SOURCES: Record<Kind, string> = {
  phone: `select k.organization_id, k.contact_id, ${hash('k.phone_e164')} as key from contact_phones k
    join contacts c on c.id = k.contact_id and ${ALIVE} where k.organization_id = ? and :only`,
  email: `select k.organization_id, k.contact_id, ${hash(VARIANT('k.email_norm'))} as key from contact_emails k
    join contacts c on c.id = k.contact_id and ${ALIVE} where k.organization_id = ? and :only`,
  nameCompany: inCompany(`${WORDS} || '|' || co.name_sort`),
  namePlace: ofContact(
    `${WORDS} || '|' || coalesce(nullif(c.postal_code, ''), warren_fold(c.city))`,
    `coalesce(nullif(c.postal_code, ''), nullif(c.city, '')) is not null`
  ),
  name: ofContact(WORDS, 'true'),
  lastInCompany: inCompany(`left(c.name_sort, 2) || '|' || co.name_sort`),
  firstInCompany: inCompany(`left(lower(c.first_name), 2) || '|' || co.name_sort`),
  sound: ofContact(
    `left(warren_fold(c.first_name), 1) || '|' || ${SOUND}`,
    `length(${SOUND}) >= 3`
  ),
}

function ofContact(key: string, where: string): string {
  return `select k.organization_id, k.contact_id, ${hash(key)} as key
    from (select organization_id, id as contact_id from contacts) k
    join contacts c on c.id = k.contact_id and ${ALIVE} and ${NAMED} and ${where}
    where k.organization_id = ? and :only`
}

function inCompany(key: string): string {
  return `select k.organization_id, k.contact_id, ${hash(key)} as key from company_contacts k
    join contacts c on c.id = k.contact_id and ${ALIVE} and ${NAMED}
    join companies co on co.organization_id = k.organization_id and co.id = k.company_id and co.deleted_at is null
    where k.organization_id = ? and :only`
}

/** Writes the keys of one kind, for some contacts or all. */
export async function writeKeys(
  kind: Kind,
  contactIds: string[] | null,
  trx?: TransactionClientContract
): Promise<void> {
  const only = contactIds ? 'k.contact_id = any(?)' : 'true'
  await sql(
    `insert into duplicate_keys (organization_id, kind, key, contact_id)
     select distinct organization_id, ${KINDS[kind].id}, key, contact_id
     from (${SOURCES[kind].replace(':only', only)}) found where key is not null
     on conflict do nothing`,
    [Tenant.id(), ...(contactIds ? [contactIds as Binding] : [])],
    trx
  )
}

/** Forgets the keys of some contacts, or of all. */
export async function forgetKeys(
  contactIds: string[] | null,
  trx?: TransactionClientContract
): Promise<void> {
  await sql(
    `delete from duplicate_keys where organization_id = ? ${contactIds ? 'and contact_id = any(?)' : ''}`,
    [Tenant.id(), ...(contactIds ? [contactIds as Binding] : [])],
    trx
  )
}

/** SQL for how an address or a number is keyed; takes one binding. */
export const KEY_OF_EMAIL = `(select ${hash(VARIANT('given.address'))} from (select ?::text as address) given)`

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
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

/**
 * Brings the keys of one kind up to date, for some contacts or all. Only what differs is written: to look again costs
 * no more than reading, and a search that broke off loses nothing of what it did.
 */
export async function syncKeys(
  kind: Kind,
  contactIds: string[] | null,
  trx?: TransactionClientContract
): Promise<void> {
  const { id } = KINDS[kind]
  const ids = contactIds ? [contactIds as Binding] : []
  const source = SOURCES[kind].replace(':only', contactIds ? 'k.contact_id = any(?)' : 'true')
  await sql(
    `with fresh as materialized (select distinct organization_id, key, contact_id from (${source}) found),
     gone as (
       delete from duplicate_keys k where k.organization_id = ? and k.kind = ${id}
         ${contactIds ? 'and k.contact_id = any(?)' : ''}
         and not exists (select 1 from fresh f where f.key = k.key and f.contact_id = k.contact_id))
     insert into duplicate_keys (organization_id, kind, key, contact_id)
     select f.organization_id, ${id}, f.key, f.contact_id from fresh f
     where f.key is not null and not exists (select 1 from duplicate_keys k where k.organization_id = f.organization_id
       and k.kind = ${id} and k.key = f.key and k.contact_id = f.contact_id)
     -- In the order of the index: pages are filled one after the other.
     order by f.key, f.contact_id
     on conflict do nothing ${PLAN_AFRESH}`,
    [Tenant.id(), ...ids, Tenant.id(), ...ids],
    trx
  )
}

/** Plans are made with what the planner knows of the keys, which is nothing right after a first search wrote them. */
export async function learnKeys(): Promise<void> {
  await sql('analyze duplicate_keys')
}

/** SQL for how an address or a number is keyed; takes one binding. */
export const KEY_OF_EMAIL = `(select ${hash(VARIANT('given.address'))} from (select ?::text as address) given)`

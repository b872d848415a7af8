import type { Binding } from '#core/database/sql'

/** A reader as templates see one, with what the engine needs beside it. */
export type Person = {
  contactId: string
  email: string
  first_name: string
  last_name: string
  full_name: string
  phone: string
  job_title: string
  company: string
  city: string
  country: string
  language: string
  custom: Record<string, unknown>
}

/** SQL for the columns of a Person over `c` (contacts), with only what a template asks for. */
export function personColumns(variables: string[]): { sql: string; bindings: Binding[] } {
  const asks = (name: string) => variables.some((one) => one.startsWith(`contact.${name}`))
  return {
    sql: `c.email, coalesce(c.first_name, '') as first_name, coalesce(c.last_name, '') as last_name,
      ${asks('phone') ? `coalesce(c.phone_e164, '')` : `''`} as phone,
      ${asks('job_title') ? `coalesce(c.job_title, '')` : `''`} as job_title,
      ${asks('city') ? `coalesce(c.city, '')` : `''`} as city,
      coalesce(c.country, '') as country, coalesce(c.locale, '') as language,
      ${
        asks('company')
          ? `coalesce((select co.name from company_contacts cc
               join companies co on co.organization_id = cc.organization_id and co.id = cc.company_id
               where cc.organization_id = c.organization_id and cc.contact_id = c.id and co.deleted_at is null
               order by cc.is_primary desc limit 1), '')`
          : `''`
      } as company,
      ${asks('custom') ? 'c.custom' : `'{}'::jsonb`} as custom`,
    bindings: [],
  }
}

/** How a template sees a reader. */
export function contactValues(person: Person): Record<string, unknown> {
  return {
    id: person.contactId,
    first_name: person.first_name,
    last_name: person.last_name,
    full_name: person.full_name,
    email: person.email,
    phone: person.phone,
    job_title: person.job_title,
    company: person.company,
    city: person.city,
    country: person.country,
    language: person.language,
    custom: person.custom,
  }
}

export const fullName = (person: { first_name: string; last_name: string }): string =>
  [person.first_name, person.last_name].filter(Boolean).join(' ')

import type { Client } from '#core/api/resource'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import { companyResource, contactResource } from '#crm/api/resources'

const WHOLE = { fields: null, expand: [] }

type Rendered = (id: string | null) => unknown

/** Contacts as the API shows them, by id; null for those that are gone. */
export async function loadContacts(ids: (string | null)[], client: Client): Promise<Rendered> {
  const rows = await Contact.query({ client }).whereIn('id', known(ids))
  return byId(await contactResource.render(rows, WHOLE, client))
}

/** The same for companies. */
export async function loadCompanies(ids: (string | null)[], client: Client): Promise<Rendered> {
  const rows = await Company.query({ client }).whereIn('id', known(ids))
  return byId(await companyResource.render(rows, WHOLE, client))
}

function known(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter((id): id is string => id !== null))]
}

function byId(rendered: Record<string, unknown>[]): Rendered {
  const found = new Map(rendered.map((row) => [row.id, row]))
  return (id) => (id ? (found.get(id) ?? null) : null)
}

import { namesOfReferences } from '#crm/custom_record'
import { LIFECYCLE } from '#crm/lifecycle'
import type Company from '#crm/models/company'
import type Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import { membersNamed } from '#crm/queries/choices'
import { neighboursOf } from '#crm/queries/removals'
import CompanyTransformer from '#crm/transformers/company_transformer'
import ContactTransformer from '#crm/transformers/contact_transformer'
import CustomFieldTransformer from '#crm/transformers/custom_field_transformer'
import type { Staff } from '#identity/staff'

const COLLEAGUES = 50

/** What the page of a contact shows, but for what other domains hold for it. */
export async function contactRecord(contact: Contact, staff: Staff) {
  const [emails, phones, companies, tags, suggestion, neighbours, common] = await Promise.all([
    contact.addresses('emails'),
    contact.addresses('phones'),
    contact.companies(),
    contact.tags(),
    contact.suggestedCompany(),
    neighboursOf('contact', contact.id),
    commonOf(contact, 'contact'),
  ])
  return {
    contact: ContactTransformer.transform(contact).useVariant('forRecord'),
    emails,
    phones,
    companies,
    tags,
    suggestion,
    neighbours,
    lifecycle: LIFECYCLE,
    ...common,
    can: mayOn('contacts', staff),
  }
}

/** The same for a company. */
export async function companyRecord(company: Company, staff: Staff) {
  const [tags, people, neighbours, common] = await Promise.all([
    company.tags(),
    company.colleagues(COLLEAGUES),
    neighboursOf('company', company.id),
    commonOf(company, 'company'),
  ])
  return {
    company: CompanyTransformer.transform(company).useVariant('forRecord'),
    tags,
    people: people.slice(0, COLLEAGUES),
    hasMorePeople: people.length > COLLEAGUES,
    neighbours,
    ...common,
    can: mayOn('companies', staff),
  }
}

/** The fields of a kind of record, for a form that makes one. */
export async function fieldsFor(entity: 'contact' | 'company' | 'deal') {
  return CustomFieldTransformer.transform(await CustomField.activeOf(entity))
}

async function commonOf(record: Contact | Company, entity: 'contact' | 'company') {
  const fields = await CustomField.activeOf(entity)
  const [owner, references] = await Promise.all([
    record.ownerId ? membersNamed([record.ownerId]) : [],
    namesOfReferences(fields, record.custom),
  ])
  return {
    owner: owner[0]?.label ?? null,
    fields: CustomFieldTransformer.transform(fields),
    references,
  }
}

function mayOn(resource: 'contacts' | 'companies', staff: Staff) {
  return {
    update: staff.can(`${resource}:update`),
    delete: staff.can(`${resource}:delete`),
    createTag: staff.can('tags:create'),
    createCompany: staff.can('companies:create'),
    upload: staff.can('files:create'),
  }
}

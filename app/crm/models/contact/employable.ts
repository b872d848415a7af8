import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tellStaff } from '#identity/staff_channels'
import type { ContactSchema } from '#database/schema'
import ContactUpdated from '#crm/events/contact_updated'
import { refuseField } from '#crm/field_error'
import {
  companiesOf,
  companiesOfDomain,
  companyName,
  putIntoCompany,
  takeFromCompany,
  type Employment,
} from '#crm/queries/company_contacts'
import { lockContact } from '#crm/queries/contact_locks'
import { businessDomain } from '#crm/web_domain'

export type GivenEmployment = { companyId: string; role?: string | null; isPrimary?: boolean }

/** The companies that a contact works for or belongs to. */
export function Employable<T extends NormalizeConstructor<typeof ContactSchema>>(superclass: T) {
  return class EmployableContact extends superclass {
    companies(): Promise<Employment[]> {
      return companiesOf(this.id)
    }

    /** Puts the contact into a company, or changes the role there. Throws a validation error for no company. */
    async joinCompany(given: GivenEmployment, client?: TransactionClientContract): Promise<void> {
      const run = async (trx: TransactionClientContract) => {
        await lockContact(this.id, trx)
        const name = await companyName(given.companyId, trx)
        if (!name) return refuseField('companyId', 'Choose a company from the list')
        await putIntoCompany(this.id, given, trx)
        await record(this, given.companyId, { before: null, after: name }, trx)
      }
      await (client ? run(client) : db.transaction(run))
    }

    async leaveCompany(companyId: string): Promise<void> {
      await db.transaction(async (trx) => {
        await lockContact(this.id, trx)
        if (!(await takeFromCompany(this.id, companyId, trx))) return
        const name = await companyName(companyId, trx)
        await record(this, companyId, { before: name, after: null }, trx)
      })
    }

    /** A company that has the domain of the contact's business address, where the contact has none yet. */
    async suggestedCompany(): Promise<{ id: string; name: string } | null> {
      const domain = this.email ? businessDomain(this.email) : null
      if (!domain || (await this.companies()).length > 0) return null
      const [company] = await companiesOfDomain(domain)
      return company ?? null
    }
  }
}

async function record(
  contact: ContactSchema,
  companyId: string,
  told: { before: string | null; after: string | null },
  trx: TransactionClientContract
): Promise<void> {
  await ContactUpdated.record(
    {
      organizationId: contact.organizationId,
      subjectId: contact.id,
      contactId: contact.id,
      payload: {
        fields: ['companies'],
        changes: [{ field: 'companies', label: 'Company', ...told }],
        links: [{ type: 'company', id: companyId }],
      },
    },
    trx
  )
  await tellStaff('contacts', contact.id, trx)
  await tellStaff('companies', companyId, trx)
}

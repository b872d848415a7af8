import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { CompanySchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenant } from '#core/tenancy/tenant'
import { Tenanted } from '#core/tenancy/tenanted'
import { castForRecord } from '#crm/custom_record'
import CompanyCreated from '#crm/events/company_created'
import { refuseField } from '#crm/field_error'
import { cleanCompany, type CompanyDetails } from '#crm/models/company/details'
import { Removable } from '#crm/models/company/removable'
import { Revisable } from '#crm/models/company/revisable'
import { Taggable } from '#crm/models/company/taggable'
import CustomField from '#crm/models/custom_field'
import { Deletable } from '#crm/models/deletable'
import { companiesOfDomain, contactsOf } from '#crm/queries/company_contacts'
import { isMember } from '#crm/queries/removals'
import { unlessTaken } from '#identity/taken'

/** A business that contacts work for, or belong to in another role. */
export default class Company extends compose(
  CompanySchema,
  Tenanted,
  Deletable,
  WithId,
  Revisable,
  Taggable,
  Removable
) {
  /** A company entered by hand, or by a program (`source`). Throws a validation error at the field for what does not fit. */
  static async enter(
    { custom, ...given }: CompanyDetails & { name: string },
    client?: TransactionClientContract,
    source = 'staff'
  ): Promise<Company> {
    const details = cleanCompany(given)
    const cast =
      custom === undefined
        ? null
        : await castForRecord(await CustomField.activeOf('company'), custom, { isWhole: true })
    const run = async (trx: TransactionClientContract) => {
      if (details.ownerId && !(await isMember(details.ownerId, trx)))
        refuseField('ownerId', 'Choose somebody of your team')
      const company = await Company.create(
        { ...details, custom: cast?.set ?? {}, source },
        { client: trx }
      )
      await CompanyCreated.record(
        {
          organizationId: Tenant.id(),
          subjectId: company.id,
          payload: { name: company.name, source: company.source },
        },
        trx
      )
      return company
    }
    return unlessTaken(
      () => (client ? run(client) : db.transaction(run)),
      () => refuseField('externalId', 'Another company has this ID')
    )
  }

  /** Living companies with a domain, for whoever is about to enter one again. */
  static ofDomain(domain: string) {
    return companiesOfDomain(domain)
  }

  /** Contacts by name; one more than `limit` says that there are more. */
  colleagues(limit = 50) {
    return contactsOf(this.id, limit)
  }
}

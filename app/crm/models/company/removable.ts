import type { DateTime } from 'luxon'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { CompanySchema } from '#database/schema'
import CompanyDeleted from '#crm/events/company_deleted'
import CompanyRestored from '#crm/events/company_restored'
import { KEPT_DAYS } from '#crm/models/contact/removable'
import { setDeleted } from '#crm/queries/removals'
import { tellStaff } from '#identity/staff_channels'

/** Deleting a company, and taking that back for a while. Its contacts stay. */
export function Removable<T extends NormalizeConstructor<typeof CompanySchema>>(superclass: T) {
  return class RemovableCompany extends superclass {
    /** The day on which a deleted company goes for good. */
    get erasedOn(): DateTime | null {
      return this.deletedAt?.plus({ days: KEPT_DAYS }) ?? null
    }

    async remove(): Promise<void> {
      await turn(this, true)
    }

    async restore(): Promise<void> {
      await turn(this, false)
    }
  }
}

async function turn(company: CompanySchema, isDeleted: boolean): Promise<void> {
  await db.transaction(async (trx) => {
    if (!(await setDeleted('company', company.id, isDeleted, trx))) return
    const event = isDeleted ? CompanyDeleted : CompanyRestored
    await event.record(
      {
        organizationId: company.organizationId,
        subjectId: company.id,
        payload: { name: company.name },
      },
      trx
    )
    await tellStaff('companies', company.id, trx)
  })
}

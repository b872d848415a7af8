import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { castForRecord, customChanges } from '#crm/custom_record'
import { withCustomValues } from '#crm/custom_values'
import type { CompanySchema } from '#database/schema'
import CompanyUpdated from '#crm/events/company_updated'
import { refuseField } from '#crm/field_error'
import { cleanCompany, type CompanyDetails } from '#crm/models/company/details'
import CustomField from '#crm/models/custom_field'
import { lockCompany } from '#crm/queries/contact_locks'
import { isMember } from '#crm/queries/removals'
import { changesOf } from '#crm/revision'
import { tellStaff } from '#identity/staff_channels'
import { unlessTaken } from '#identity/taken'

/** Changing what stands on a company. */
export function Revisable<T extends NormalizeConstructor<typeof CompanySchema>>(superclass: T) {
  return class RevisableCompany extends superclass {
    /**
     * Changes what is given and leaves the rest; records which fields, with before
     * and after. Throws a validation error at the field for what does not fit.
     */
    async revise({ custom, ...given }: CompanyDetails): Promise<void> {
      const details = cleanCompany(given)
      const fields = custom === undefined ? [] : await CustomField.activeOf('company')
      const cast = custom === undefined ? null : await castForRecord(fields, custom)
      await unlessTaken(
        () =>
          db.transaction(async (trx) => {
            await lockCompany(this.id, trx)
            await this.useTransaction(trx).refresh()
            if (details.ownerId && !(await isMember(details.ownerId, trx)))
              refuseField('ownerId', 'Choose somebody of your team')
            Object.assign(this, details)
            const changes = changesOf(this.$original, this.$dirty)
            if (cast) {
              const next = withCustomValues(this.custom, cast)
              changes.push(...customChanges(fields, this.custom, next))
              if (changes.some(({ field }) => field.startsWith('custom.'))) this.custom = next
            }
            if (changes.length === 0) return
            await this.save()
            await CompanyUpdated.record(
              {
                organizationId: this.organizationId,
                subjectId: this.id,
                payload: {
                  name: this.name,
                  fields: changes.map(({ field }) => field),
                  changes,
                  links: [{ type: 'company', id: this.id }],
                },
              },
              trx
            )
            await tellStaff('companies', this.id, trx)
          }),
        () => refuseField('externalId', 'Another company has this ID')
      )
    }
  }
}

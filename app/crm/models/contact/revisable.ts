import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { withCustomValues } from '#crm/custom_values'
import { castForRecord, customChanges } from '#crm/custom_record'
import type { ContactSchema } from '#database/schema'
import ContactUpdated from '#crm/events/contact_updated'
import { refuseField } from '#crm/field_error'
import CustomField from '#crm/models/custom_field'
import { lockContact } from '#crm/queries/contact_locks'
import { isMember } from '#crm/queries/removals'
import { changesOf } from '#crm/revision'
import { isOwnPicture } from '#identity/queries/pictures'
import { tellStaff } from '#identity/staff_channels'
import { unlessTaken } from '#identity/taken'

export type ContactDetails = Partial<
  Pick<
    ContactSchema,
    | 'firstName'
    | 'lastName'
    | 'jobTitle'
    | 'lifecycle'
    | 'ownerId'
    | 'locale'
    | 'timeZone'
    | 'street'
    | 'city'
    | 'region'
    | 'postalCode'
    | 'country'
    | 'externalId'
    | 'avatarFileId'
  >
> & { custom?: unknown }

/** Changing what stands on a contact. Addresses, companies and tags have facets of their own. */
export function Revisable<T extends NormalizeConstructor<typeof ContactSchema>>(superclass: T) {
  return class RevisableContact extends superclass {
    /**
     * Changes what is given and leaves the rest; records which fields, with before
     * and after. `custom` holds values by key. Throws a validation error at the
     * field for what does not fit. The same again is no change.
     */
    async revise({ custom, ...details }: ContactDetails): Promise<void> {
      const fields = custom === undefined ? [] : await CustomField.activeOf('contact')
      const cast = custom === undefined ? null : await castForRecord(fields, custom)
      await unlessTaken(
        () =>
          db.transaction(async (trx) => {
            await lockContact(this.id, trx)
            await this.useTransaction(trx).refresh()
            if (details.ownerId && !(await isMember(details.ownerId, trx)))
              refuseField('ownerId', 'Choose somebody of your team')
            const picture = details.avatarFileId
            if (picture && !(await isOwnPicture(this.organizationId, picture, trx)))
              refuseField('avatarFileId', 'Choose a picture of yours')
            Object.assign(this, details)
            const changes = changesOf(this.$original, this.$dirty)
            if (cast) {
              const next = withCustomValues(this.custom, cast)
              changes.push(...customChanges(fields, this.custom, next))
              if (changes.some(({ field }) => field.startsWith('custom.'))) this.custom = next
            }
            if (changes.length === 0) return
            await this.save()
            await ContactUpdated.record(
              {
                organizationId: this.organizationId,
                subjectId: this.id,
                contactId: this.id,
                payload: { fields: changes.map(({ field }) => field), changes },
              },
              trx
            )
            await tellStaff('contacts', this.id, trx)
          }),
        () => refuseField('externalId', 'Another contact has this ID')
      )
    }
  }
}

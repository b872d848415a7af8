import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import EnrolmentCreated from '#courses/events/enrolment_created'
import EnrolmentMail from '#courses/mails/enrolment'
import { insertEnrolment } from '#courses/queries/enrolments'
import type { CourseEnrolmentSchema } from '#database/schema'
import Contact from '#crm/models/contact'

/** Beginning a course. */
export function Begun<T extends NormalizeConstructor<typeof CourseEnrolmentSchema>>(superclass: T) {
  return class BegunEnrolment extends superclass {
    /**
     * Enrols a contact once, whoever calls it and how often: the row's unique
     * key decides, and the fact and the welcome mail go with the first insert.
     */
    static async begin(
      { courseId, contactId }: { courseId: string; contactId: string },
      trx: TransactionClientContract
    ): Promise<string | null> {
      const id = await insertEnrolment(courseId, contactId, trx)
      if (!id) return null
      const organizationId = Tenant.id()
      await EnrolmentCreated.record(
        { organizationId, subjectId: id, contactId, payload: { courseId } },
        trx
      )
      const contact = await Contact.query({ client: trx }).where('id', contactId).firstOrFail()
      // Staff may enrol somebody who has no address to write to.
      if (!contact.email) return id
      await EnrolmentMail.queue(
        {
          to: {
            email: contact.email,
            name: contact.firstName ? contact.fullName : null,
            locale: contact.locale ?? undefined,
            contactId,
          },
          organizationId,
          payload: { enrolmentId: id },
          key: id,
        },
        trx
      )
      return id
    }
  }
}

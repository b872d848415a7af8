import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#core/http/refusal'
import { Access } from '#access/access'
import Contact from '#crm/models/contact'
import type Course from '#courses/models/course'
import Enrolment from '#courses/models/enrolment'

type Person = { email: string; name?: string | null; reason: string }

/** Lets a person into a course for a reason that staff give: contact, grant and enrolment together. */
export async function giveAccess(course: Course, { email, name, reason }: Person): Promise<void> {
  await db.transaction(async (trx) => {
    const contact = await Contact.identify({ email, name: name ?? undefined, source: 'staff' }, trx)
    await Access.grant(
      {
        contactId: contact.id,
        subjectType: 'course',
        subjectId: course.id,
        sourceType: 'manual',
        // Each time is a grant of its own, so that one after a revocation counts.
        sourceId: uuid(),
        reason,
      },
      trx
    )
    await Enrolment.begin({ courseId: course.id, contactId: contact.id }, trx)
  })
}

/**
 * Takes back what staff gave. Access that was bought ends with a refund of its
 * order, so that money and access stay together. Throws Refusal otherwise.
 */
export async function takeAccess(enrolment: Enrolment): Promise<void> {
  const { contactId, courseId } = enrolment
  const { grants } = await Access.explain(contactId, 'course', courseId)
  const active = grants.filter((grant) => grant.isActive)
  if (active.some((grant) => grant.sourceType !== 'manual')) {
    throw new Refusal('This access came with an order. Refund the order to end it.', {
      code: 'E_ACCESS_BOUGHT',
      status: 409,
    })
  }
  await db.transaction(async (trx) => {
    for (const { sourceType, sourceId } of active) {
      await Access.revoke({ sourceType, sourceId, reason: 'Taken away by staff' }, trx)
    }
  })
}

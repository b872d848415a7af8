import db from '@adonisjs/lucid/services/db'
import { Listener } from '#core/events/listener'
import type { RecordedEvent } from '#core/events/domain_event'
import Enrolment from '#courses/models/enrolment'

/** Who is granted a course, joins it. */
export default class EnrolContact extends Listener {
  static listenerName = 'courses/enrol_contact'

  async handle({ contactId, payload }: RecordedEvent) {
    if (payload.subjectType !== 'course' || !contactId) return
    const courseId = String(payload.subjectId)
    await db.transaction((trx) => Enrolment.begin({ courseId, contactId }, trx))
  }
}

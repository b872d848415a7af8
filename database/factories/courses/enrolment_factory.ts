import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Enrolment from '#courses/models/enrolment'

/** Needs a tenant in context, a `courseId` and a `contactId`. */
export const EnrolmentFactory = Factory.define(Enrolment, () => ({
  enrolledAt: clock.now(),
  completedAt: null,
  lastLessonId: null,
}))
  .state('completed', (enrolment) => {
    enrolment.completedAt = clock.now()
  })
  .build()

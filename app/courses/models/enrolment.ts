import { compose } from '@adonisjs/core/helpers'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { Begun } from '#courses/models/enrolment/begun'
import { Progressing } from '#courses/models/enrolment/progressing'
import { CourseEnrolmentSchema } from '#database/schema'

/** A contact's way through a course. Access decides whether it may go on; see Access.explain(). */
export default class Enrolment extends compose(
  CourseEnrolmentSchema,
  Tenanted,
  WithId,
  Begun,
  Progressing
) {
  static table = 'course_enrolments'
}

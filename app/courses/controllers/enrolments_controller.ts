import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import Enrolment from '#courses/models/enrolment'
import EnrolmentPolicy from '#courses/policies/enrolment_policy'
import { giveAccess, takeAccess } from '#courses/manual_access'
import { enrolValidator } from '#courses/validators/course'

/** Students that staff let in, or turn away, by hand. */
export default class EnrolmentsController {
  async store({ bouncer, params, request, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(EnrolmentPolicy).authorize('create')
    const person = await request.validateUsing(enrolValidator)
    await giveAccess(course, person)
    session.flash('success', `${person.email} has access now`)
    return response.redirect().back()
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const enrolment = await Enrolment.query()
      .where('course_id', params.course_id)
      .where('id', params.id)
      .firstOrFail()
    await bouncer.with(EnrolmentPolicy).authorize('delete')
    await takeAccess(enrolment)
    session.flash('success', 'Access taken away. The progress is kept')
    return response.redirect().back()
  }
}

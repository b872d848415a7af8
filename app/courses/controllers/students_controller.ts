import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#core/clock/clock'
import Course from '#courses/models/course'
import EnrolmentPolicy from '#courses/policies/enrolment_policy'
import { courseFigures, studentsOf } from '#courses/queries/students'
import { studentsPage } from '#courses/transformers/students_page'
import { studentsCursor } from '#courses/students_cursor'

export default class StudentsController {
  async index({ bouncer, inertia, params, request, staff }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(EnrolmentPolicy).authorize('read')
    const search = request.input('q')?.toString().trim().slice(0, 100) || null
    const now = clock.now()
    const rows = await studentsOf(course.id, {
      search,
      before: studentsCursor.read(request.input('before')),
      now: now.toISO(),
    })
    return inertia.render(
      'courses/students/index',
      studentsPage({
        course,
        rows,
        search,
        figures: await courseFigures(course.id, now.minus({ days: 30 }).toISO()),
        can: { enrol: staff.can('enrolments:create'), revoke: staff.can('enrolments:delete') },
      })
    )
  }
}

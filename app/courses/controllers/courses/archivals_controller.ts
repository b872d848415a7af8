import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import CoursePolicy from '#courses/policies/course_policy'

export default class ArchivalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('publish')
    await course.archive()
    session.flash('success', 'Course archived. Students keep their access')
    return response.redirect().back()
  }

  /** Brings the course back as a draft. */
  async destroy({ bouncer, params, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('publish')
    await course.unpublish()
    session.flash('success', 'Course brought back as a draft')
    return response.redirect().back()
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import CoursePolicy from '#courses/policies/course_policy'

export default class PublicationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('publish')
    await course.publish()
    session.flash('success', 'Course published')
    return response.redirect().back()
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('publish')
    await course.unpublish()
    session.flash('success', 'Course taken off sale. Students keep their access')
    return response.redirect().back()
  }
}

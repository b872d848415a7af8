import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import CoursePolicy from '#courses/policies/course_policy'
import { outlineValidator } from '#courses/validators/course'

export default class OutlinesController {
  async update({ bouncer, params, request, response }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('update')
    const { modules } = await request.validateUsing(outlineValidator)
    await course.reorder(modules)
    return response.redirect().back()
  }
}

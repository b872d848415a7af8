import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import CourseModule from '#courses/models/course_module'
import CoursePolicy from '#courses/policies/course_policy'
import { moduleValidator } from '#courses/validators/course'

export default class ModulesController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('update')
    const { title } = await request.validateUsing(moduleValidator)
    await course.addModule(title)
    return response.redirect().back()
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    const module = await CourseModule.query()
      .where('course_id', course.id)
      .where('id', params.id)
      .firstOrFail()
    await bouncer.with(CoursePolicy).authorize('update')
    const { title } = await request.validateUsing(moduleValidator)
    await course.renameModule(module, title)
    return response.redirect().back()
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    const module = await CourseModule.query()
      .where('course_id', course.id)
      .where('id', params.id)
      .firstOrFail()
    await bouncer.with(CoursePolicy).authorize('update')
    await course.removeModule(module)
    session.flash('success', `Module “${module.title}” was deleted`)
    return response.redirect(`/admin/courses/${course.id}/edit`)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import CoursePolicy from '#courses/policies/course_policy'
import { courseList } from '#courses/queries/course_list'
import { answerSaved } from '#courses/saved'
import { editorProps } from '#courses/transformers/editor_page'
import {
  courseFiltersValidator,
  createCourseValidator,
  updateCourseValidator,
} from '#courses/validators/course'

export default class CoursesController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(CoursePolicy).authorize('read')
    const { status, q } = await request.validateUsing(courseFiltersValidator)
    return inertia.render('courses/courses/index', {
      courses: await courseList({ status, search: q }),
      filters: { status: status ?? null, q: q ?? null },
      can: { create: staff.can('courses:create') },
    })
  }

  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(CoursePolicy).authorize('create')
    const { title } = await request.validateUsing(createCourseValidator)
    const course = await Course.begin(title)
    return response.redirect(`/admin/courses/${course.id}/edit`)
  }

  async edit({ bouncer, inertia, params, staff }: HttpContext) {
    const course = await Course.query().where('id', params.id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('read')
    return inertia.render('courses/courses/edit', await editorProps(course, staff))
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const course = await Course.query().where('id', params.id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('update')
    const { descriptionHtml, ...details } = await request.validateUsing(updateCourseValidator)
    await course.revise({
      ...details,
      ...(descriptionHtml === undefined ? {} : { descriptionHtml: descriptionHtml ?? '' }),
    })
    return answerSaved({ request, response })
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('delete')
    await course.discard()
    session.flash('success', `“${course.title}” was deleted`)
    return response.redirect('/admin/courses')
  }
}

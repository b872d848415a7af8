import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import Lesson from '#courses/models/lesson'
import LessonPolicy from '#courses/policies/lesson_policy'
import { answerSaved } from '#courses/saved'
import { lessonEditorProps } from '#courses/transformers/editor_page'
import { createLessonValidator, updateLessonValidator } from '#courses/validators/course'

export default class LessonsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(LessonPolicy).authorize('create')
    const { moduleId, title } = await request.validateUsing(createLessonValidator)
    const lesson = await course.addLesson(moduleId, title)
    return response.redirect(`/admin/courses/${course.id}/lessons/${lesson.id}/edit`)
  }

  async edit({ bouncer, inertia, params, staff }: HttpContext) {
    const { course, lesson } = await this.find(params)
    await bouncer.with(LessonPolicy).authorize('read')
    return inertia.render('courses/lessons/edit', await lessonEditorProps(course, lesson, staff))
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const { lesson } = await this.find(params)
    await bouncer.with(LessonPolicy).authorize('update')
    const { bodyHtml, ...details } = await request.validateUsing(updateLessonValidator)
    await lesson.revise({
      ...details,
      ...(bodyHtml === undefined ? {} : { bodyHtml: bodyHtml ?? '' }),
    })
    return answerSaved({ request, response })
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const { course, lesson } = await this.find(params)
    await bouncer.with(LessonPolicy).authorize('delete')
    await lesson.discard()
    session.flash('success', `Lesson “${lesson.title}” was deleted`)
    return response.redirect(`/admin/courses/${course.id}/edit`)
  }

  private async find(params: HttpContext['params']) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    const lesson = await Lesson.query()
      .where('course_id', course.id)
      .where('id', params.id)
      .firstOrFail()
    return { course, lesson }
  }
}

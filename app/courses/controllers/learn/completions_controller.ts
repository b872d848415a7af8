import type { HttpContext } from '@adonisjs/core/http'
import { admit, enrolmentOf } from '#courses/learning'
import type Course from '#courses/models/course'
import Lesson from '#courses/models/lesson'

export default class CompletionsController {
  async store(ctx: HttpContext) {
    const course = await admit(ctx, ctx.params.course)
    if (!course) return
    const lesson = await this.find(course, ctx.params.lesson)
    const enrolment = await enrolmentOf(course, ctx.client.contact)
    const wasComplete = enrolment.completedAt !== null
    const isComplete = await enrolment.completeLesson(lesson.id)
    if (isComplete && !wasComplete)
      ctx.session.flash('success', `You have completed ${course.title}`)
    return ctx.response.redirect(`/learn/courses/${course.slug}/lessons/${lesson.slug}`)
  }

  async destroy(ctx: HttpContext) {
    const course = await admit(ctx, ctx.params.course)
    if (!course) return
    const lesson = await this.find(course, ctx.params.lesson)
    const enrolment = await enrolmentOf(course, ctx.client.contact)
    await enrolment.reopenLesson(lesson.id)
    return ctx.response.redirect(`/learn/courses/${course.slug}/lessons/${lesson.slug}`)
  }

  private find(course: Course, slug: string): Promise<Lesson> {
    return Lesson.query().where('course_id', course.id).where('slug', slug).firstOrFail()
  }
}

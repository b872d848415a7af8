import type { HttpContext } from '@adonisjs/core/http'
import { Access } from '#access/access'
import { admit, enrolmentOf } from '#courses/learning'
import { learnerCourses, learnerOutline, resumeAt } from '#courses/queries/learning'

export default class CoursesController {
  async index({ client, inertia }: HttpContext) {
    const allowed = await Access.subjectsOf(client.contact.id, 'course')
    return inertia.render('courses/portal/home', {
      firstName: client.contact.firstName,
      courses: await learnerCourses(allowed, client.contact.id),
    })
  }

  /** Goes on where the learner left. */
  async show(ctx: HttpContext) {
    const { client, inertia, params, response } = ctx
    const course = await admit(ctx, params.slug)
    if (!course) return
    const enrolment = await enrolmentOf(course, client.contact)
    const outline = await learnerOutline(course.id, client.contact.id)
    const lesson = resumeAt(outline, enrolment.lastLessonId)
    if (lesson) return response.redirect(`/learn/courses/${course.slug}/lessons/${lesson}`)
    return inertia.render('courses/portal/empty', { course: { title: course.title } })
  }
}

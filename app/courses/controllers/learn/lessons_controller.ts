import type { HttpContext } from '@adonisjs/core/http'
import { admit, openLesson } from '#courses/learning'
import Lesson from '#courses/models/lesson'
import { filesOf, learnerOutline } from '#courses/queries/learning'
import { playerPage } from '#courses/transformers/player_page'

/** A lesson for an entitled learner: six queries, of which access is the second. */
export default class LessonsController {
  async show(ctx: HttpContext) {
    const { client, inertia, params } = ctx
    const course = await admit(ctx, params.course)
    if (!course) return
    const lesson = await Lesson.query()
      .where('course_id', course.id)
      .where('slug', params.lesson)
      .firstOrFail()
    const outline = await learnerOutline(course.id, client.contact.id)
    const files = await filesOf(lesson.id)
    await openLesson(course, client.contact, lesson.id)
    return inertia.render('courses/portal/lesson', playerPage({ course, lesson, outline, files }))
  }
}

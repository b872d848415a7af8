import type { HttpContext } from '@adonisjs/core/http'
import { admit } from '#courses/learning'
import Lesson from '#courses/models/lesson'
import LessonAttachment from '#courses/models/lesson_attachment'

export default class AttachmentsController {
  /** Checks access, then sends the learner to a link that is theirs for ten minutes. */
  async show(ctx: HttpContext) {
    const course = await admit(ctx, ctx.params.course)
    if (!course) return
    const lesson = await Lesson.query()
      .where('course_id', course.id)
      .where('slug', ctx.params.lesson)
      .firstOrFail()
    const attachment = await LessonAttachment.query()
      .where('lesson_id', lesson.id)
      .where('id', ctx.params.id)
      .preload('file')
      .firstOrFail()
    ctx.response.header('Cache-Control', 'no-store')
    return ctx.response.redirect(attachment.file.signedUrl({ downloadAs: attachment.name }))
  }
}

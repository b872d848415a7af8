import type { HttpContext } from '@adonisjs/core/http'
import Lesson from '#courses/models/lesson'
import LessonAttachment from '#courses/models/lesson_attachment'
import LessonPolicy from '#courses/policies/lesson_policy'
import { renameAttachmentValidator } from '#courses/validators/course'

export default class AttachmentsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const lesson = await this.findLesson(params)
    await bouncer.with(LessonPolicy).authorize('update')
    await lesson.attach(request.file('file') ?? { clientName: '' })
    return response.redirect().back()
  }

  /** Staff read an attachment as learners do: by a link that expires. */
  async show({ bouncer, params, response }: HttpContext) {
    const attachment = await this.find(params)
    await bouncer.with(LessonPolicy).authorize('read')
    await attachment.load('file')
    return response.redirect(attachment.file.signedUrl({ downloadAs: attachment.name }))
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const attachment = await this.find(params)
    await bouncer.with(LessonPolicy).authorize('update')
    const { name } = await request.validateUsing(renameAttachmentValidator)
    await attachment.rename(name)
    return response.redirect().back()
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const attachment = await this.find(params)
    await bouncer.with(LessonPolicy).authorize('update')
    await attachment.discard()
    return response.redirect().back()
  }

  private findLesson({ course_id: courseId, lesson_id: id }: HttpContext['params']) {
    return Lesson.query().where('course_id', courseId).where('id', id).firstOrFail()
  }

  private async find(params: HttpContext['params']) {
    const lesson = await this.findLesson(params)
    return LessonAttachment.query()
      .where('lesson_id', lesson.id)
      .where('id', params.id)
      .firstOrFail()
  }
}

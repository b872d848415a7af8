import Factory from '@adonisjs/lucid/factories'
import LessonAttachment from '#courses/models/lesson_attachment'

/** Needs a tenant in context, a `lessonId` and a `fileId`. */
export const LessonAttachmentFactory = Factory.define(LessonAttachment, () => ({
  name: 'Plan.pdf',
  position: 1,
})).build()

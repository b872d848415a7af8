import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import LessonAttachment from '#courses/models/lesson_attachment'
import type { LessonSchema } from '#database/schema'
import StoredFile from '#media/models/stored_file'
import type { Upload } from '#media/models/stored_file/storable'

/** Files that go with a lesson: PDF and ZIP, for entitled people only. */
export function Attachable<T extends NormalizeConstructor<typeof LessonSchema>>(superclass: T) {
  return class AttachableLesson extends superclass {
    attachments() {
      return LessonAttachment.query()
        .where('lesson_id', this.id)
        .orderBy('position')
        .orderBy('id')
        .preload('file')
    }

    /** Stores a private file and its place in the lesson, both or neither. */
    async attach(upload: Upload): Promise<LessonAttachment> {
      const [last] = await LessonAttachment.query()
        .where('lesson_id', this.id)
        .orderBy('position', 'desc')
        .limit(1)
      const attachment = new LessonAttachment()
      const file = await StoredFile.store(upload, {
        visibility: 'private',
        allow: 'document',
        and: async (stored, trx) => {
          attachment.lessonId = this.id
          attachment.fileId = stored.id
          attachment.name = stored.name
          attachment.position = (last?.position ?? 0) + 1
          await attachment.useTransaction(trx).save()
        },
      })
      attachment.$setRelated('file', file)
      return attachment
    }
  }
}

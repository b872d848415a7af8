import { BaseTransformer } from '@adonisjs/core/transformers'
import type Lesson from '#courses/models/lesson'

/** A lesson for staff. */
export default class LessonTransformer extends BaseTransformer<Lesson> {
  toObject() {
    return {
      ...this.pick(this.resource, [
        'id',
        'moduleId',
        'title',
        'slug',
        'bodyHtml',
        'isPreview',
        'durationSeconds',
        'playerUrl',
      ]),
      vimeoLink: this.resource.videoLink,
      updatedAt: this.resource.updatedAt.toISO()!,
    }
  }
}

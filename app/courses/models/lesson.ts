import { compose } from '@adonisjs/core/helpers'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { Attachable } from '#courses/models/lesson/attachable'
import { Watchable } from '#courses/models/lesson/watchable'
import { Written } from '#courses/models/lesson/written'
import { LessonSchema } from '#database/schema'

/** One sitting of a course: text, perhaps a video, perhaps files. */
export default class Lesson extends compose(
  LessonSchema,
  Tenanted,
  WithId,
  Watchable,
  Attachable,
  Written
) {
  static table = 'lessons'
}

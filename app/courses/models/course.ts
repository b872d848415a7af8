import { compose } from '@adonisjs/core/helpers'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { Authored } from '#courses/models/course/authored'
import { Findable } from '#courses/models/course/findable'
import { Outlined } from '#courses/models/course/outlined'
import { Publishable } from '#courses/models/course/publishable'
import { Sold } from '#courses/models/course/sold'
import { CourseSchema } from '#database/schema'

/** What is taught: modules with lessons, sold by a product, open to who is entitled. */
export default class Course extends compose(
  CourseSchema,
  Tenanted,
  WithId,
  Authored,
  Findable,
  Outlined,
  Sold,
  Publishable
) {
  static table = 'courses'
}

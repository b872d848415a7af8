import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { CourseSchema } from '#database/schema'

/** Where courses are looked for. */
export function Findable<T extends NormalizeConstructor<typeof CourseSchema>>(superclass: T) {
  return class FindableCourse extends superclass {
    static published = scope((query) => void query.where('status', 'published'))

    static newestFirst = scope((query) => {
      query.orderBy('published_at', 'desc').orderBy('id', 'desc')
    })
  }
}

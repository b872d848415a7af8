import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { CourseModuleSchema } from '#database/schema'

/** A part of a course, with lessons. */
export default class CourseModule extends compose(CourseModuleSchema, Tenanted, WithId) {
  static table = 'course_modules'

  async rename(title: string, trx: TransactionClientContract): Promise<void> {
    this.title = title
    await this.useTransaction(trx).save()
  }
}

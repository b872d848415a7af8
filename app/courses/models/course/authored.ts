import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Product from '#commerce/models/product'
import { Tenant } from '#core/tenancy/tenant'
import CourseCreated from '#courses/events/course_created'
import CourseDeleted from '#courses/events/course_deleted'
import CourseUpdated from '#courses/events/course_updated'
import { refuse } from '#courses/field_error'
import LessonAttachment from '#courses/models/lesson_attachment'
import { forgetPages } from '#courses/public_cache'
import { hasStudents } from '#courses/queries/enrolments'
import { lockOutline } from '#courses/queries/outline'
import { takenSlugs } from '#courses/queries/taken_slugs'
import { cleanRichText } from '#courses/rich_text'
import { freeSlug, slugOf } from '#courses/slug'
import type { CourseSchema } from '#database/schema'
import StoredFile from '#media/models/stored_file'

/** What the editor changes about a course itself. */
export type CourseDetails = Partial<
  Pick<
    CourseSchema,
    | 'title'
    | 'slug'
    | 'subtitle'
    | 'descriptionHtml'
    | 'outcomes'
    | 'coverFileId'
    | 'seoTitle'
    | 'seoDescription'
  >
>

/** Writing a course. */
export function Authored<T extends NormalizeConstructor<typeof CourseSchema>>(superclass: T) {
  return class AuthoredCourse extends superclass {
    /** Begins a draft; its slug is made of the title. */
    static async begin<M extends T>(this: M, title: string): Promise<InstanceType<M>> {
      const course = new this() as InstanceType<M>
      course.title = title
      course.slug = freeSlug(
        slugOf(title, 'course'),
        await takenSlugs('courses', slugOf(title, 'course'))
      )
      course.descriptionHtml = ''
      course.outcomes = []
      course.status = 'draft'
      await db.transaction(async (trx) => {
        await course.useTransaction(trx).save()
        await CourseCreated.record(
          { organizationId: course.organizationId, subjectId: course.id, payload: { title } },
          trx
        )
      })
      return course
    }

    /** Changes what is given. Throws a message at the field for a taken slug or a foreign cover. */
    async revise(details: CourseDetails): Promise<void> {
      const { descriptionHtml, slug, coverFileId, ...plain } = details
      Object.assign(this, plain)
      if (descriptionHtml !== undefined) this.descriptionHtml = cleanRichText(descriptionHtml)
      if (slug !== undefined && slug !== this.slug) {
        const taken = await takenSlugs('courses', slug)
        if (taken.includes(slug)) refuse('slug', 'Another course has this address already.')
        this.slug = slug
      }
      if (coverFileId) await assertPublicPicture(coverFileId)
      if (coverFileId !== undefined) this.coverFileId = coverFileId
      const changed = Object.keys(this.$dirty)
      if (changed.length === 0) return
      await db.transaction(async (trx) => {
        await this.useTransaction(trx).save()
        if (changed.includes('title')) await this.renameProduct(trx)
        await CourseUpdated.record(
          { organizationId: Tenant.id(), subjectId: this.id, payload: { changed } },
          trx
        )
        forgetPages(this.id, trx)
      })
    }

    /** Receipts and checkout pages call the course by its name of today. */
    async renameProduct(trx: TransactionClientContract): Promise<void> {
      if (!this.productId) return
      const product = await Product.query({ client: trx }).where('id', this.productId).firstOrFail()
      await product.revise({ name: this.title }, trx)
    }

    /** Deletes a course that nobody ever joined. Others are archived: their students keep them. */
    async discard(): Promise<void> {
      await db.transaction(async (trx) => {
        const { lessons } = await lockOutline(this.id, trx)
        if (this.status === 'published') refuse('course', 'Take the course off sale first.')
        if (await hasStudents(this.id, trx)) {
          refuse('course', 'People have joined this course. Archive it instead.')
        }
        await LessonAttachment.discardOf(lessons, trx)
        await this.useTransaction(trx).delete()
        await CourseDeleted.record(
          { organizationId: Tenant.id(), subjectId: this.id, payload: { title: this.title } },
          trx
        )
        forgetPages(this.id, trx)
      })
    }
  }
}

async function assertPublicPicture(fileId: string): Promise<void> {
  const file = await StoredFile.query().where('id', fileId).where('visibility', 'public').first()
  if (!file?.isPicture) refuse('coverFileId', 'Choose a picture for the cover.')
}

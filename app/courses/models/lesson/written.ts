import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import LessonDeleted from '#courses/events/lesson_deleted'
import LessonUpdated from '#courses/events/lesson_updated'
import { refuse } from '#courses/field_error'
import LessonAttachment from '#courses/models/lesson_attachment'
import { forgetPages } from '#courses/public_cache'
import { takenLessonSlugs } from '#courses/queries/taken_slugs'
import { cleanRichText } from '#courses/rich_text'
import type { LessonSchema } from '#database/schema'

/** What the editor changes about a lesson. */
export type LessonDetails = {
  title?: string
  slug?: string
  bodyHtml?: string
  vimeoLink?: string | null
  isPreview?: boolean
  durationSeconds?: number | null
}

/** Writing a lesson. */
export function Written<
  T extends NormalizeConstructor<typeof LessonSchema> &
    (new (...args: any[]) => { show(link: string | null): void }), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  return class WrittenLesson extends superclass {
    /** Changes what is given, with the text cleaned. Throws a message at the field. */
    async revise({ vimeoLink, bodyHtml, slug, ...plain }: LessonDetails): Promise<void> {
      Object.assign(this, plain)
      if (bodyHtml !== undefined) this.bodyHtml = cleanRichText(bodyHtml)
      if (vimeoLink !== undefined) this.show(vimeoLink)
      await db.transaction(async (trx) => {
        if (slug !== undefined && slug !== this.slug) {
          if ((await takenLessonSlugs(this.courseId, trx)).includes(slug)) {
            refuse('slug', 'Another lesson of this course has this address already.')
          }
          this.slug = slug
        }
        const changed = Object.keys(this.$dirty)
        if (changed.length === 0) return
        await this.useTransaction(trx).save()
        await LessonUpdated.record(
          {
            organizationId: Tenant.id(),
            subjectId: this.id,
            payload: { courseId: this.courseId, changed },
          },
          trx
        )
        forgetPages(this.courseId, trx)
      })
    }

    /** Deletes the lesson; its progress and attachments go with it. */
    async discard(): Promise<void> {
      await db.transaction(async (trx) => {
        await LessonAttachment.discardOf([this.id], trx)
        await this.useTransaction(trx).delete()
        await LessonDeleted.record(
          {
            organizationId: Tenant.id(),
            subjectId: this.id,
            payload: { courseId: this.courseId, title: this.title },
          },
          trx
        )
        forgetPages(this.courseId, trx)
      })
    }
  }
}

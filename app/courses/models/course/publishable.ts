import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import CourseArchived from '#courses/events/course_archived'
import CoursePublished from '#courses/events/course_published'
import CourseUnpublished from '#courses/events/course_unpublished'
import { refuse } from '#courses/field_error'
import { COURSE_LIFECYCLE } from '#courses/models/course/lifecycle'
import { forgetPages, forgetSite } from '#courses/public_cache'
import { countLessons } from '#courses/queries/outline'
import type { CourseSchema } from '#database/schema'
import type { OfferData } from '#commerce/offer'

const FACTS = { published: CoursePublished, draft: CourseUnpublished, archived: CourseArchived }

type SoldThing = {
  offer(currency?: string): Promise<OfferData | null>
  sellOnlyWhenPublished(trx: TransactionClientContract): Promise<void>
}

type CourseState = keyof typeof FACTS

/** On sale or not. Who is entitled keeps learning in every state. */
export function Publishable<
  T extends NormalizeConstructor<typeof CourseSchema> & (new (...args: any[]) => SoldThing), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  return class PublishableCourse extends superclass {
    get isPublished(): boolean {
      return this.status === 'published'
    }

    /** What still keeps the course from being published; empty when nothing does. */
    async missingForPublication(): Promise<string[]> {
      const missing: string[] = []
      if ((await countLessons(this.id)) === 0) missing.push('Write at least one lesson.')
      const offer = await this.offer()
      if (!offer?.isFree && !offer?.prices.length)
        missing.push('Set a price, or make the course free.')
      return missing
    }

    /** Puts the course on sale. Throws a message when something is missing. */
    async publish(): Promise<void> {
      const [missing] = await this.missingForPublication()
      if (missing) refuse('status', missing)
      await this.transitionTo('published')
    }

    async unpublish(): Promise<void> {
      await this.transitionTo('draft')
    }

    async archive(): Promise<void> {
      await this.transitionTo('archived')
    }

    async transitionTo(state: CourseState): Promise<void> {
      if (this.status === state) return
      await db.transaction(async (trx) => {
        await this.useTransaction(trx).lockForUpdate(async (fresh) => {
          if (!COURSE_LIFECYCLE[fresh.status]?.includes(state)) {
            refuse('status', `A course that is ${fresh.status} cannot become ${state}.`)
          }
        })
        this.status = state
        if (state === 'published') this.publishedAt ??= clock.now()
        await this.useTransaction(trx).save()
        await this.sellOnlyWhenPublished(trx)
        await FACTS[state].record(
          { organizationId: Tenant.id(), subjectId: this.id, payload: { title: this.title } },
          trx
        )
        forgetPages(this.id, trx)
        forgetSite(trx)
      })
    }
  }
}

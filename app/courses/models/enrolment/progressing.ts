import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import CourseCompleted from '#courses/events/course_completed'
import LessonCompleted from '#courses/events/lesson_completed'
import { markCompleted, markUncompleted, openLessons } from '#courses/queries/progress'
import type { CourseEnrolmentSchema } from '#database/schema'

/** Going through a course, lesson by lesson. */
export function Progressing<T extends NormalizeConstructor<typeof CourseEnrolmentSchema>>(
  superclass: T
) {
  return class ProgressingEnrolment extends superclass {
    /**
     * Ticks a lesson off; the last one completes the course. Repeating it
     * changes nothing and records nothing. Resolves to whether the course is
     * complete now.
     */
    async completeLesson(lessonId: string): Promise<boolean> {
      const facts = { organizationId: Tenant.id(), contactId: this.contactId }
      const { courseId, contactId } = this
      const place = { courseId, contactId }
      return db.transaction(async (trx) => {
        this.useTransaction(trx)
        // Two lessons ticked at once must not both, or neither, see themselves as the last.
        const completedBefore = await this.lockForUpdate(async (fresh) => fresh.completedAt)
        if (await markCompleted({ ...place, lessonId }, trx)) {
          await LessonCompleted.record(
            { ...facts, subjectId: lessonId, payload: { courseId } },
            trx
          )
        }
        const open = await openLessons(place, trx)
        if (open > 0 || completedBefore) return open === 0
        this.completedAt = clock.now()
        await this.useTransaction(trx).save()
        await CourseCompleted.record(
          { ...facts, subjectId: courseId, payload: { courseId, enrolmentId: this.id } },
          trx
        )
        return true
      })
    }

    /** Takes a tick back. A course that was completed once stays completed. */
    async reopenLesson(lessonId: string): Promise<void> {
      await markUncompleted({ courseId: this.courseId, contactId: this.contactId, lessonId })
    }
  }
}

import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import CourseUpdated from '#courses/events/course_updated'
import { refuse } from '#courses/field_error'
import CourseModule from '#courses/models/course_module'
import Lesson from '#courses/models/lesson'
import { forgetPages } from '#courses/public_cache'
import { lockOutline, outlineOf, type OutlineOrder, writeOrder } from '#courses/queries/outline'
import { takenLessonSlugs } from '#courses/queries/taken_slugs'
import { freeSlug, slugOf } from '#courses/slug'
import type { CourseSchema } from '#database/schema'
import LessonCreated from '#courses/events/lesson_created'

/** Modules and lessons, in an order that people change. */
export function Outlined<T extends NormalizeConstructor<typeof CourseSchema>>(superclass: T) {
  return class OutlinedCourse extends superclass {
    /** Modules with their lessons in order, without their texts. */
    outline() {
      return outlineOf(this.id)
    }

    async addModule(title: string): Promise<CourseModule> {
      return db.transaction(async (trx) => {
        const { modules } = await lockOutline(this.id, trx)
        const module = await CourseModule.create(
          { courseId: this.id, title, position: modules.length + 1 },
          { client: trx }
        )
        await this.outlineChanged(trx)
        return module
      })
    }

    async addLesson(moduleId: string, title: string): Promise<Lesson> {
      return db.transaction(async (trx) => {
        const { modules, lessons } = await lockOutline(this.id, trx)
        if (!modules.includes(moduleId))
          refuse('moduleId', 'This module is not part of the course.')
        const slug = freeSlug(slugOf(title, 'lesson'), await takenLessonSlugs(this.id, trx))
        const lesson = await Lesson.create(
          {
            courseId: this.id,
            moduleId,
            title,
            slug,
            bodyHtml: '',
            isPreview: false,
            position: lessons.length + 1,
          },
          { client: trx }
        )
        await LessonCreated.record(
          {
            organizationId: Tenant.id(),
            subjectId: lesson.id,
            payload: { courseId: this.id, title },
          },
          trx
        )
        forgetPages(this.id, trx)
        return lesson
      })
    }

    async renameModule(module: CourseModule, title: string): Promise<void> {
      await db.transaction(async (trx) => {
        await module.rename(title, trx)
        await this.outlineChanged(trx)
      })
    }

    /** Deletes an empty module. Lessons are deleted one by one, so that none goes unseen. */
    async removeModule(module: CourseModule): Promise<void> {
      await db.transaction(async (trx) => {
        await lockOutline(this.id, trx)
        const lesson = await Lesson.query({ client: trx }).where('module_id', module.id).first()
        if (lesson) refuse('module', 'Move or delete the lessons of this module first.')
        await module.useTransaction(trx).delete()
        await this.outlineChanged(trx)
      })
    }

    /**
     * Takes over a whole new order. It has to name every module and lesson of
     * the course once and nothing else, so that two people who move things at
     * the same time cannot lose a lesson.
     */
    async reorder(order: OutlineOrder): Promise<void> {
      await db.transaction(async (trx) => {
        const present = await lockOutline(this.id, trx)
        const isWhole =
          sameMembers(
            order.map((module) => module.id),
            present.modules
          ) &&
          sameMembers(
            order.flatMap((module) => module.lessons),
            present.lessons
          )
        if (!isWhole) {
          refuse(
            'modules',
            'The outline was changed in the meantime. Load the page again and repeat the move.'
          )
        }
        await writeOrder(this.id, order, trx)
        await this.outlineChanged(trx)
      })
    }

    async outlineChanged(trx: Parameters<typeof forgetPages>[1]): Promise<void> {
      await CourseUpdated.record(
        { organizationId: Tenant.id(), subjectId: this.id, payload: { changed: ['outline'] } },
        trx
      )
      forgetPages(this.id, trx)
    }
  }
}

function sameMembers(given: string[], present: string[]): boolean {
  const ids = new Set(given)
  return (
    ids.size === given.length &&
    given.length === present.length &&
    present.every((id) => ids.has(id))
  )
}

import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import type { Fact } from '#core/events/domain_event'
import TaskCompleted from '#crm/events/task_completed'
import TaskCreated from '#crm/events/task_created'
import TaskDeleted from '#crm/events/task_deleted'
import type { TaskFacts } from '#crm/events/task_event'
import TaskReopened from '#crm/events/task_reopened'
import { nextDay } from '#crm/models/task/repeat_rule'
import type { Schedule } from '#crm/models/task/scheduled'
import { colleagues } from '#crm/queries/colleagues'
import { linksOf, TASK_LINKS, writeLinks } from '#crm/queries/target_links'
import type { TaskSchema } from '#database/schema'

type Doable = {
  isDone: boolean
  schedule: Schedule
  setSchedule(schedule: Schedule): void
  fact(trx: TransactionClientContract): Promise<Fact<TaskFacts>>
  tellLists(trx: TransactionClientContract): Promise<void>
}

/** A row says when it was made and changed in two breaths; nobody edits within this. */
const UNTOUCHED_MS = 1000

/** Being done, and coming back: a repeating task that is completed makes the next one. */
export function Completable<
  T extends NormalizeConstructor<typeof TaskSchema> & (new (...args: any[]) => Doable), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class CompletableTask extends superclass {
    /** Done, by this user. Resolves to the task that follows a repeating one. Twice is once. */
    async complete(userId: string | null): Promise<CompletableTask | null> {
      return db.transaction(async (trx) => {
        const task = await this.locked(trx)
        if (task.isDone) return null
        task.completedAt = clock.now()
        task.completedById = userId
        await task.save()
        await TaskCompleted.record(await task.fact(trx), trx)
        await task.tellLists(trx)
        return task.follow(trx)
      })
    }

    /**
     * Open again. What followed goes, unless somebody has touched it: then it stays, and
     * completing this one again makes no second.
     */
    async reopen(): Promise<void> {
      await db.transaction(async (trx) => {
        const task = await this.locked(trx)
        if (!task.isDone) return
        task.completedAt = null
        task.completedById = null
        await task.save()
        await TaskReopened.record(await task.fact(trx), trx)
        await task.tellLists(trx)
        const next = await task.follower(trx)
        if (!next || next.isDone || +next.updatedAt - +next.createdAt > UNTOUCHED_MS) return
        await TaskDeleted.record(await next.fact(trx), trx)
        await next.delete()
      })
    }

    /** The next of a repeating task, at the same time on the clock of whom it is given to. */
    private async follow(trx: TransactionClientContract): Promise<CompletableTask | null> {
      const { dueOn, repeat } = this.schedule
      if (!dueOn || !repeat || (await this.follower(trx))) return null
      // Whom it was given to may have left, or have moved to another zone.
      const [assignee] = this.assigneeId ? await colleagues([this.assigneeId], trx) : []
      const timeZone = assignee?.timeZone ?? this.timeZone
      const today = clock.now().setZone(timeZone).toISODate()!
      const next = new (this.constructor as typeof CompletableTask)().useTransaction(trx)
      next.title = this.title
      next.description = this.description
      next.priority = this.priority
      next.createdById = this.createdById
      next.assigneeId = assignee?.id ?? null
      next.previousId = this.id
      next.setSchedule({ ...this.schedule, timeZone, dueOn: nextDay(repeat, dueOn, today) })
      // Its anchor is the day that was asked for, not the one on which this one falls.
      next.repeat = repeat
      await next.save()
      const links = (await linksOf(TASK_LINKS, [this.id], trx)).get(this.id)!
      await writeLinks(TASK_LINKS, next.id, links, trx)
      await TaskCreated.record(await next.fact(trx), trx)
      return next
    }

    private follower(trx: TransactionClientContract): Promise<CompletableTask | null> {
      const model = this.constructor as typeof CompletableTask
      return model.query({ client: trx }).where('previousId', this.id).first()
    }

    private locked(trx: TransactionClientContract): Promise<CompletableTask> {
      const model = this.constructor as typeof CompletableTask
      return model.query({ client: trx }).where('id', this.id).forUpdate().firstOrFail()
    }
  }
  return CompletableTask
}

import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { Refusal } from '#core/http/refusal'
import { notify } from '#core/notifications/notify'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import TaskCreated from '#crm/events/task_created'
import TaskDeleted from '#crm/events/task_deleted'
import type { TaskFacts } from '#crm/events/task_event'
import type { AskedSchedule, Schedule } from '#crm/models/task/scheduled'
import { colleagues, type Colleague } from '#crm/queries/colleagues'
import { linksOf, requireTargets, TASK_LINKS, writeLinks } from '#crm/queries/target_links'
import type { Target } from '#crm/targets'
import type { TaskSchema } from '#database/schema'

/** What a person says about a task. */
export type TaskDetails = {
  title: string
  description?: string | null
  priority?: 'low' | 'normal' | 'high' | 'urgent'
  assigneeId?: string | null
  links?: Target[]
} & Partial<Omit<AskedSchedule, 'timeZone'>>

type Clocked = {
  schedule: Schedule
  setSchedule(schedule: AskedSchedule): void
  moveTo(timeZone: string): void
}

/** Making tasks, changing and deleting them. */
export function Planned<
  T extends NormalizeConstructor<typeof TaskSchema> & (new (...args: any[]) => Clocked), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class PlannedTask extends superclass {
    /**
     * Makes a task and tells whom it is given to. Times are on the assignee's clock,
     * else on the author's, who may be a machine. Throws Refusal for strangers and records of others.
     */
    static async plan<M extends typeof PlannedTask>(
      this: M,
      { links = [], ...details }: TaskDetails,
      author: { id: string | null; timeZone: string },
      client?: TransactionClientContract
    ): Promise<InstanceType<M>> {
      const run = async (trx: TransactionClientContract) => {
        const task = new this().useTransaction(trx) as InstanceType<M>
        task.priority = 'normal'
        task.createdById = author.id
        task.timeZone = author.timeZone
        await task.take(details, trx)
        await requireTargets(links, trx)
        await task.save()
        await writeLinks(TASK_LINKS, task.id, links, trx)
        await TaskCreated.record(await task.fact(trx), trx)
        await task.tellAssignee(trx)
        await task.tellLists(trx)
        return task
      }
      return client ? run(client) : db.transaction(run)
    }

    /** Changes what is given. Two at once do not undo each other's fields. */
    async revise({ links, ...details }: Partial<TaskDetails>): Promise<void> {
      await db.transaction(async (trx) => {
        await (this.constructor as typeof PlannedTask)
          .query({ client: trx })
          .where('id', this.id)
          .forUpdate()
          .firstOrFail()
        this.useTransaction(trx)
        const before = this.assigneeId
        await this.take(details, trx)
        if (links) {
          await requireTargets(links, trx)
          await writeLinks(TASK_LINKS, this.id, links, trx)
        }
        await this.save()
        if (this.assigneeId !== before) await this.tellAssignee(trx)
        await this.tellLists(trx)
      })
    }

    /** Deletes the task; its timelines keep that it was there. */
    async remove(): Promise<void> {
      await db.transaction(async (trx) => {
        await TaskDeleted.record(await this.fact(trx), trx)
        await this.useTransaction(trx).delete()
        await this.tellLists(trx)
      })
    }

    /** What events say about the task: its first contact, and all records that it hangs on. */
    async fact(trx: TransactionClientContract) {
      const links = (await linksOf(TASK_LINKS, [this.id], trx)).get(this.id)!
      return {
        organizationId: Tenant.id(),
        subjectId: this.id,
        contactId: links.find(({ type }) => type === 'contact')?.id ?? null,
        payload: { title: this.title, assigneeId: this.assigneeId, links } satisfies TaskFacts,
      }
    }

    async take(
      { title, description, priority, assigneeId, ...when }: Partial<TaskDetails>,
      trx: TransactionClientContract
    ): Promise<void> {
      if (title !== undefined) this.title = title
      if (description !== undefined) this.description = description
      if (priority !== undefined) this.priority = priority
      if (assigneeId !== undefined && assigneeId !== (this.assigneeId ?? null)) {
        this.assigneeId = assigneeId
        if (assigneeId) this.moveTo((await colleague(assigneeId, trx)).timeZone)
      }
      const given = Object.fromEntries(
        Object.entries(when).filter(([, value]) => value !== undefined)
      )
      if (Object.keys(given).length > 0) this.setSchedule({ ...this.schedule, ...given })
    }

    /** Those who have a list of tasks open see it. */
    tellLists(trx: TransactionClientContract): Promise<void> {
      return tellStaff('tasks', 'all', trx, { taskId: this.id })
    }

    async tellAssignee(trx: TransactionClientContract): Promise<void> {
      const { actor } = Context.get()
      if (!this.assigneeId || this.assigneeId === actor.id) return
      await notify(
        [this.assigneeId],
        {
          kind: 'crm/task_assigned',
          key: `task-assigned:${this.id}:${this.assigneeId}`,
          title: `A task for you: ${this.title}`,
          body: this.description?.slice(0, 200) ?? null,
          url: `/admin/tasks?task=${this.id}`,
          organizationId: Tenant.id(),
        },
        trx
      )
    }
  }
  return PlannedTask
}

async function colleague(id: string, trx: TransactionClientContract): Promise<Colleague> {
  const [found] = await colleagues([id], trx)
  if (found) return found
  throw new Refusal('Choose somebody of this organization.', {
    code: 'E_NOT_STAFF',
    field: 'assigneeId',
  })
}

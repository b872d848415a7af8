import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { BulkActionSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Refusal } from '#core/http/refusal'
import { Tenanted } from '#core/tenancy/tenanted'
import { bulkChange, type BulkChange, type GivenChange, labelOf } from '#crm/bulk/bulk_change'
import RunBulkAction from '#crm/jobs/run_bulk_action'
import type { ListEntity } from '#crm/lists/columns'
import { type ListAsker, RecordList } from '#crm/lists/record_list'
import { freezeSelection } from '#crm/queries/bulk_actions'
import { tellStaff } from '#identity/staff_channels'

/** Days for which an action can be undone. */
export const UNDO_DAYS = 30
/** Name of the live channel that tells of a list's actions. */
const CHANNEL = 'bulk-actions'

export type BulkState = 'freezing' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'

/** Whom an action is for: chosen records, or all that a list finds. */
export type Audience = { ids: string[] } | { q: string | null; filter: unknown }

/** One change to many contacts or companies, done batch by batch in the background. */
export default class BulkAction extends compose(BulkActionSchema, Tenanted, WithId) {
  declare entity: ListEntity
  declare state: BulkState
  declare params: BulkChange & Record<string, unknown>

  /**
   * Begins an action. A selection is written down at once, all that match as the
   * first step of the work. Throws Refusal (422) for what cannot be done.
   */
  static async begin(
    entity: ListEntity,
    given: GivenChange,
    audience: Audience,
    staff: ListAsker & { user: { id: string } }
  ): Promise<BulkAction> {
    const isSelection = 'ids' in audience
    const list = isSelection ? null : await RecordList.open(entity, audience, staff)
    return db.transaction(async (trx) => {
      const change = await bulkChange(entity, given, trx)
      const action = await BulkAction.create(
        {
          entity,
          userId: staff.user.id,
          kind: change.kind,
          params: change,
          label: labelOf(change),
          audience: list ? { ...list.state, timeZone: list.timeZone } : null,
          state: isSelection ? 'running' : 'freezing',
          total: 0,
          done: 0,
          changed: 0,
          createdAt: clock.now(),
        },
        { client: trx }
      )
      if (isSelection) {
        const total = await freezeSelection(entity, action.id, audience.ids, trx)
        await action.merge({ total }).save()
      }
      await action.tell(trx)
      trx.after('commit', () => action.runLater())
      return action
    })
  }

  /** The last actions on a list that can be seen or undone, the newest first. */
  static latest(entity: ListEntity): Promise<BulkAction[]> {
    return BulkAction.query()
      .where({ entity })
      .where('createdAt', '>', clock.now().minus({ days: UNDO_DAYS }).toSQL())
      .orderBy('createdAt', 'desc')
      .limit(10)
  }

  /** Stopped by a fault while it was taken back; `undoneAt` tells it from one that stopped on its way. */
  get isHalfUndone(): boolean {
    return this.state === 'failed' && this.undoneAt !== null
  }

  /** What stopped half way can be taken back for what it did; a way back that stopped, begun again. */
  get isUndoable(): boolean {
    return (
      (this.state === 'done' || this.state === 'failed') &&
      this.changed > 0 &&
      this.createdAt > clock.now().minus({ days: UNDO_DAYS })
    )
  }

  /** Takes the action back in the background, wherever what it wrote still stands. */
  async undo(): Promise<void> {
    await db.transaction(async (trx) => {
      const fresh = await BulkAction.query({ client: trx })
        .where('id', this.id)
        .forUpdate()
        .firstOrFail()
      if (!fresh.isUndoable) {
        throw new Refusal('This cannot be undone (any more)', {
          code: 'E_NOT_UNDOABLE',
          status: 409,
        })
      }
      fresh.merge({ state: 'undoing', done: 0, cursor: null, leasedUntil: null })
      await fresh.merge({ error: null, undoneAt: null }).save()
      await fresh.tell(trx)
      trx.after('commit', () => this.runLater())
    })
  }

  async runLater(): Promise<void> {
    await RunBulkAction.enqueue({ id: this.id })
  }

  /** Tells everybody who has the list open. */
  async tell(trx?: TransactionClientContract): Promise<void> {
    await tellStaff(this.entity === 'contact' ? 'contacts' : 'companies', CHANNEL, trx, {
      id: this.id,
      state: this.state,
    })
  }
}

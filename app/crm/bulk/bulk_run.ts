import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { recordFacts } from '#crm/bulk/bulk_facts'
import { applyToList, isListChange, revertOnList } from '#crm/bulk/bulk_lists'
import { noticeEnd } from '#crm/bulk/bulk_notice'
import RunBulkAction from '#crm/jobs/run_bulk_action'
import { RecordList } from '#crm/lists/record_list'
import BulkAction from '#crm/models/bulk_action'
import {
  advance,
  dropLease,
  freeze,
  journal,
  nextItems,
  purgeJournals,
  strandedActions,
  takeLease,
} from '#crm/queries/bulk_actions'
import { applyChange, type ChangeContext, revertChange } from '#crm/queries/bulk_changes'

const BATCH = 2000
/** After so long another job goes on, so that one big action does not hold a worker for itself. */
const TURN_MS = 20_000

/**
 * Works through an action's records, a batch per transaction, each with its
 * journal, its facts and its place: cut off anywhere, it goes on with the next
 * batch, without a gap or a repeat.
 */
export async function runBulkAction(id: string): Promise<void> {
  if (!(await takeLease(id))) return
  const until = performance.now() + TURN_MS
  try {
    const action = await BulkAction.query().where('id', id).firstOrFail()
    await Context.run({ actor: { type: 'user', id: action.userId } }, async () => {
      let hasMore = true
      while (hasMore && performance.now() < until) hasMore = await step(id)
      if (hasMore) await RunBulkAction.enqueue({ id }, { delay: 1 })
    })
  } finally {
    await dropLease(id)
  }
}

/** Leaves an action where it got to, and says so. What it did can still be undone. */
export async function failBulkAction(id: string, error: Error): Promise<void> {
  await db.transaction(async (trx) => {
    const action = await BulkAction.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
    if (!['freezing', 'running', 'undoing'].includes(action.state)) return
    if (action.state === 'undoing') action.merge({ undoneAt: clock.now() })
    else action.merge({ finishedAt: clock.now() })
    await action
      .merge({ state: 'failed', error: error.message.slice(0, 500), leasedUntil: null })
      .save()
    await action.tell(trx)
    await noticeEnd(action, trx)
  })
}

/** Sweeper: brings back actions whose worker is gone, and forgets journals that nobody may undo any more. */
export async function sweepBulkActions(): Promise<number> {
  const stranded = await strandedActions()
  for (const { id, organization_id: organizationId } of stranded) {
    await Tenant.run(organizationId, () => RunBulkAction.enqueue({ id }, { key: sweepKey(id) }))
  }
  return stranded.length + (await purgeJournals())
}

/** One transaction of work; false when all is done. */
async function step(id: string): Promise<boolean> {
  return db.transaction(async (trx) => {
    const action = await BulkAction.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
    if (action.state === 'freezing') return freezeAudience(action, trx)
    if (action.state !== 'running' && action.state !== 'undoing') return false
    const isUndo = action.state === 'undoing'
    const ids = await nextItems({ id, cursor: action.cursor, isUndo }, BATCH, trx)
    if (ids.length === 0) return finish(action, trx)
    const context = {
      entity: action.entity,
      stamp: action.createdAt.toISO()!,
      now: clock.now().toISO(),
      trx,
    }
    const changed = await work(action, ids, isUndo, context)
    if (!isUndo) await journal(id, changed, trx)
    await recordFacts(action, changed, isUndo, trx)
    const progress = { cursor: ids.at(-1)!, done: ids.length, changed: isUndo ? 0 : changed.length }
    await advance(id, progress, trx)
    await action.tell(trx)
    return true
  })
}

function work(action: BulkAction, ids: string[], isUndo: boolean, context: ChangeContext) {
  const { id, params } = action
  if (isListChange(params)) {
    return isUndo ? revertOnList(params, id, ids, context) : applyToList(params, ids, context)
  }
  return isUndo ? revertChange(params, id, ids, context) : applyChange(params, ids, context)
}

async function freezeAudience(
  action: BulkAction,
  trx: TransactionClientContract
): Promise<boolean> {
  const { timeZone, ...state } = action.audience as {
    timeZone: string
    q: string | null
    filter: unknown
  }
  const list = await RecordList.open(action.entity, state, {
    can: () => true,
    organization: { timeZone },
  })
  const total = await freeze(action.entity, action.id, list.filter()?.all ?? null, trx)
  await action.merge({ state: 'running', total }).save()
  await action.tell(trx)
  return true
}

async function finish(action: BulkAction, trx: TransactionClientContract): Promise<boolean> {
  if (action.state === 'undoing') action.merge({ state: 'undone', undoneAt: clock.now() })
  else action.merge({ state: 'done', finishedAt: clock.now() })
  await action.merge({ leasedUntil: null }).save()
  await action.tell(trx)
  await noticeEnd(action, trx)
  return false
}

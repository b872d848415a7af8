import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { BulkChange } from '#crm/bulk/bulk_change'
import type { Changed } from '#crm/queries/bulk_changes'
import { standAsBefore, standingOn, stillPutBy } from '#crm/queries/bulk_lists'
import { putOnList, takeOffList } from '#crm/segment_lists'

export type ListChange = Extract<BulkChange, { segmentId: string }>

export function isListChange(change: BulkChange): change is ListChange {
  return change.kind === 'add_to_list' || change.kind === 'remove_from_list'
}

/** Puts contacts on a static list or takes them off, with what undo needs. */
export async function applyToList(
  { kind, segmentId }: ListChange,
  ids: string[],
  { stamp, trx }: { stamp: string; trx: TransactionClientContract }
): Promise<Changed[]> {
  if (kind === 'add_to_list') {
    const put = await putOnList(segmentId, ids, trx, stamp)
    return put.map((id) => ({ id, name: '', before: { listed: false } }))
  }
  const since = new Map((await standingOn(segmentId, ids, trx)).map(({ id, at }) => [id, at]))
  const taken = await takeOffList(segmentId, ids, trx)
  return taken.map((id) => ({ id, name: '', before: { at: since.get(id) } }))
}

/** Takes it back; who was taken off and put on again since stays. */
export async function revertOnList(
  { kind, segmentId }: ListChange,
  actionId: string,
  ids: string[],
  { stamp, trx }: { stamp: string; trx: TransactionClientContract }
): Promise<Changed[]> {
  if (kind === 'add_to_list') {
    const put = await stillPutBy(stamp, segmentId, ids, trx)
    const taken = await takeOffList(segmentId, put, trx)
    return taken.map((id) => ({ id, name: '', before: {} }))
  }
  const back = await putOnList(segmentId, ids, trx)
  await standAsBefore(actionId, segmentId, back, trx)
  return back.map((id) => ({ id, name: '', before: {} }))
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#core/http/refusal'
import { fold } from '#crm/fold'
import type { ImportRules } from '#crm/imports/rules'
import type Import from '#crm/models/import'
import Segment from '#crm/models/segment'
import type { Maker } from '#crm/models/segment/definable'
import { contactsOfRange, membersOf } from '#crm/queries/import_lists'
import type { ImportTicket } from '#crm/queries/import_creation'
import type { RowRange } from '#crm/queries/import_resolution'
import { putOnList, takeOffList } from '#crm/segment_lists'

const MOST_LISTS = 200
const BATCH = 5000

/** Static lists on which everybody of an import may be put, by name. */
export async function listChoices(): Promise<{ value: string; label: string }[]> {
  const lists = await Segment.query()
    .where({ kind: 'static' })
    .whereNull('archivedAt')
    .orderBy('nameNorm')
    .limit(MOST_LISTS)
  return lists.map(({ id, name }) => ({ value: id, label: name }))
}

/** Throws Refusal (422) for a list that is not there, and for a new one whose name is taken. */
export async function assertListWorks({ list }: Pick<ImportRules, 'list'>): Promise<void> {
  if (!list) return
  const refused = (message: string) => new Refusal(message, { code: 'E_BAD_LIST', field: 'list' })
  if (list.id) {
    const known = await Segment.query().where('id', list.id).whereNull('archivedAt').first()
    if (known?.kind !== 'static') throw refused('This list is not there any more.')
    return
  }
  const taken = Segment.query().where('nameNorm', fold(list.name)).whereNull('archivedAt')
  if (await taken.first()) throw refused(`There is a list or segment "${list.name}" already.`)
}

/** Whether its people come on a list that is not made yet. */
export function wantsNewList({ rules: { list } }: Import): boolean {
  return Boolean(list && !list.id)
}

/** Makes the new list on which everybody of the import comes. Throws Refusal (422) where its name is taken meanwhile. */
export async function makeList(batch: Import, maker: Maker): Promise<void> {
  const { list } = batch.rules
  if (!list || !wantsNewList(batch)) return
  const { id } = await Segment.define({ name: list.name, kind: 'static' }, maker)
  await batch.merge({ rules: { ...batch.rules, list: { ...list, id, isMade: true } } }).save()
}

/** Puts whom a chunk made and found on the list; when they entered says that the import did it. */
export async function listChunk(
  ticket: ImportTicket,
  range: RowRange,
  trx: TransactionClientContract
): Promise<void> {
  const listId = ticket.rules.list?.id
  if (!listId) return
  const ids = await contactsOfRange(ticket, range, trx)
  for (let n = 0; n < ids.length; n += BATCH) {
    await putOnList(listId, ids.slice(n, n + BATCH), trx, ticket.stamp)
  }
}

/** Takes those off the list whom the import put there, some at a time; resolves to whether all are off. */
export async function unlistImported(
  { rules, stamp }: ImportTicket,
  isOver: () => Promise<boolean>
): Promise<boolean> {
  const listId = rules.list?.id
  if (!listId) return true
  for (;;) {
    const ids = await membersOf(listId, stamp, BATCH)
    if (ids.length === 0) return true
    const { length: taken } = await db.transaction((trx) => takeOffList(listId, ids, trx))
    // A list that was put away is left as it is.
    if (taken === 0) return true
    if (await isOver()) return false
  }
}

/** A list that the import made goes with it when nobody else is on it and nothing asks for it. */
export async function putAwayList({ rules }: ImportTicket): Promise<void> {
  const { id, isMade } = rules.list ?? {}
  if (!id || !isMade) return
  const list = await Segment.query().where('id', id).whereNull('archivedAt').first()
  if (!list || (await membersOf(id, null, 1)).length > 0) return
  try {
    await list.archive()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

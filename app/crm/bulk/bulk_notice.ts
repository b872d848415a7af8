import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { notify } from '#core/notifications/notify'
import type BulkAction from '#crm/models/bulk_action'

/** What took longer than this may end when its page is closed. */
const LONG_SECONDS = 15
const WORDS = { contact: ['contact', 'contacts'], company: ['company', 'companies'] } as const

/** Tells who began an action that it ended: always when a fault stopped it, else when it took its time. */
export async function noticeEnd(action: BulkAction, trx: TransactionClientContract): Promise<void> {
  const { state, userId, createdAt } = action
  const isLong = clock.now().diff(createdAt).as('seconds') > LONG_SECONDS
  if (!userId || (state !== 'failed' && !(state === 'done' && isLong))) return
  await notify(
    [userId],
    {
      kind: 'crm/bulk',
      key: `bulk:${action.id}:${state}:${action.isHalfUndone ? 'undo' : 'do'}`,
      title: state === 'failed' ? `${action.label} was stopped by a fault` : action.label,
      body: sayEnd(action),
      url: action.entity === 'contact' ? '/admin/contacts' : '/admin/companies',
      organizationId: action.organizationId,
    },
    trx
  )
}

function sayEnd(action: BulkAction): string {
  const { changed, done, total, entity, isHalfUndone, isUndoable } = action
  const many = (count: number) =>
    `${count.toLocaleString('en')} ${WORDS[entity][count === 1 ? 0 : 1]}`
  if (isHalfUndone)
    return `Taken back for ${done.toLocaleString('en')} of ${many(changed)}. Begin the undo again.`
  if (action.state === 'done') return `Changed ${many(changed)}.`
  return `Changed ${many(changed)}, reached ${done.toLocaleString('en')} of ${many(total)}.${isUndoable ? ' What was done can be undone.' : ''}`
}

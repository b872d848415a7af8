import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { contactReferences } from '#core/registry/contact_references'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import ContactUnmerged from '#crm/events/contact_unmerged'
import { unmergedRow } from '#crm/merge_fields'
import { actingUser, nameOf } from '#crm/merging'
import { forgetJournals } from '#crm/queries/merge_list'
import { restorePairs } from '#crm/queries/merge_pairs'
import { restoreReference } from '#crm/queries/merge_references'
import {
  lockContacts,
  lockMerge,
  noteUndone,
  releaseUnique,
  settleAddresses,
  shareRefusals,
  writeContacts,
} from '#crm/queries/merges'

/** So long the journal of a merge is kept. */
export const UNDO_DAYS = 90

const refuse = (message: string, code: string) => new Refusal(message, { code, status: 409 })

/**
 * Takes a merge back from its journal: both contacts are there again with what was theirs. What was changed since the
 * merge stays as it is; the sentences that this resolves to say what. Refusals made meanwhile hold for both. Throws
 * Refusal (409) after 90 days, for a merge that is undone, or below a later one.
 */
export async function unmerge(mergeId: string): Promise<string[]> {
  return db.transaction(async (trx) => {
    const merge = await lockMerge(mergeId, trx)
    if (!merge) throw refuse('This merge is not known any more', 'E_MERGE_GONE')
    if (merge.state === 'undone') throw refuse('This merge is undone already', 'E_MERGE_UNDONE')
    if (clock.now().diff(DateTime.fromJSDate(merge.mergedAt), 'days').days > UNDO_DAYS) {
      throw refuse(`A merge can be undone for ${UNDO_DAYS} days`, 'E_MERGE_OLD')
    }
    const { winnerId, loserId } = merge
    const rows = await lockContacts([winnerId, loserId], trx)
    const [winner, loser] = [rows.get(winnerId), rows.get(loserId)]
    if (!winner || !loser) throw refuse('One of the two was deleted for good', 'E_MERGE_GONE')
    if (winner.merged_into_id) {
      throw refuse('The contact was merged on since. Undo that merge first.', 'E_MERGE_CHAIN')
    }
    if (winner.deleted_at) {
      throw refuse('The contact was deleted since. Restore it first.', 'E_MERGE_DELETED')
    }

    await releaseUnique([winnerId, loserId], trx)
    const kept: string[] = []
    for (const ref of contactReferences.all()) {
      if (ref.isLedger) continue
      const count = await restoreReference(ref, mergeId, trx)
      if (count > 0) kept.push(`${count} ${count === 1 ? ref.label.one : ref.label.many}`)
    }
    const back = unmergedRow(winner, merge.winnerBefore, merge.winnerAfter)
    const fields = back.kept.filter((column) => !COPIES.includes(column))
    const restored = { ...merge.loserBefore }
    if (restored.external_id === back.row.external_id && restored.external_id !== null) {
      fields.push('external_id')
      restored.external_id = null
    }
    // Addresses moved by themselves; the copies on the contacts follow from them.
    const without = { email: null, email_norm: null }
    await writeContacts(
      [
        { ...back.row, ...without },
        { ...restored, ...without },
      ],
      trx
    )
    await settleAddresses([winnerId, loserId], trx)
    await shareRefusals(mergeId, trx)
    const userId = actingUser()
    await restorePairs(merge, userId, trx)
    const told = [...kept, ...fields.map((column) => `the ${wordFor(column)}`)]
    await noteUndone({ id: mergeId, kept: told, userId }, trx)
    await ContactUnmerged.recordMany(
      [
        { contactId: winnerId, otherId: loserId, name: nameOf(merge.loserBefore) },
        { contactId: loserId, otherId: winnerId, name: nameOf(back.row) },
      ].map(({ contactId, ...payload }) => ({
        organizationId: Tenant.id(),
        subjectId: contactId,
        contactId,
        payload: { mergeId, ...payload, kept: told },
      })),
      trx
    )
    await tellStaff('contacts', winnerId, trx)
    return told
  })
}

/** Forgets what nobody can undo any more, of all organizations. */
export async function forgetOldJournals(): Promise<void> {
  const before = clock
    .now()
    .minus({ days: UNDO_DAYS + 1 })
    .toISO()
  while ((await forgetJournals(before)) > 0);
}

/** These follow from the addresses that moved back. */
const COPIES = ['email', 'email_norm', 'phone', 'phone_e164']

function wordFor(column: string): string {
  return column
    .replace(/^custom\./, '')
    .replace(/_id$/, '')
    .replaceAll('_', ' ')
}

import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { Refusal } from '#core/http/refusal'
import { type ContactReference, contactReferences } from '#core/registry/contact_references'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import ContactMerged from '#crm/events/contact_merged'
import FollowMerges from '#crm/jobs/follow_merges'
import { type FieldChoice, mergedRow } from '#crm/merge_fields'
import { lockStanding } from '#crm/queries/merge_list'
import { repointPairs } from '#crm/queries/merge_pairs'
import { moveReference } from '#crm/queries/merge_references'
import {
  insertMerges,
  keepStrictestConsent,
  lockContacts,
  type NewMerge,
  noteMoved,
  retireLosers,
  writeContacts,
} from '#crm/queries/merges'

export type MergeRequest = { winnerId: string; loserId: string; fields?: FieldChoice }

/** After a minute nothing that began before the merge is still under way. */
const FOLLOW_AFTER_MS = 60_000

/** What names a contact and moves with a merge. Ledgers stay, and are read through `merged_into_id`. */
export function movingReferences(): ContactReference[] {
  return contactReferences.all().filter((ref) => !ref.isLedger)
}

/**
 * Merges one contact into another: fields by choice, addresses, tags and companies united, the stricter consent, and
 * what other domains hold. Everything is journaled, so that `unmerge` can bring it back for 90 days. Resolves to the
 * id of the merge. Throws Refusal (409, 422).
 */
export async function mergeContacts(
  request: MergeRequest,
  client?: TransactionClientContract
): Promise<string> {
  const run = async (trx: TransactionClientContract) => {
    const [id] = await mergeMany([request], trx)
    if (!id) {
      throw new Refusal('One of the two is not there any more. Look at the list again.', {
        code: 'E_MERGE_GONE',
        status: 409,
      })
    }
    return id
  }
  return client ? run(client) : db.transaction(run)
}

/**
 * Merges pairs of which no contact is named twice, with a fixed number of statements. Pairs of which one is gone are
 * left out. Resolves to the ids of the merges.
 */
export async function mergeMany(
  requests: MergeRequest[],
  trx: TransactionClientContract,
  runId: string | null = null
): Promise<string[]> {
  const ids = requests.flatMap(({ winnerId, loserId }) => [winnerId, loserId])
  if (new Set(ids).size !== ids.length) {
    throw new Refusal('A contact cannot be merged with itself', { code: 'E_MERGE_SELF' })
  }
  const rows = await lockContacts(ids, trx)
  const merges: NewMerge[] = requests.flatMap(({ winnerId, loserId, fields }) => {
    const [winner, loser] = [rows.get(winnerId), rows.get(loserId)]
    if (!winner || !loser || winner.deleted_at || loser.deleted_at) return []
    return { id: uuid(), winner, loser, after: mergedRow(winner, loser, fields) }
  })
  if (merges.length === 0) return []
  const mergeIds = merges.map((merge) => merge.id)
  const userId = actingUser()
  await insertMerges(merges, { runId, userId }, trx)
  await retireLosers(mergeIds, trx)
  await writeContacts(
    merges.map(({ after }) => after),
    trx
  )
  const moved = await moveAll(mergeIds, trx)
  await keepStrictestConsent(mergeIds, trx)
  await repointPairs(mergeIds, userId, trx)
  await noteMoved(moved, trx)
  await ContactMerged.recordMany(
    merges.map(({ id, winner, loser }) => ({
      organizationId: Tenant.id(),
      subjectId: winner.id,
      contactId: winner.id,
      payload: { mergeId: id, loserId: loser.id, name: nameOf(loser), moved: moved.get(id) ?? {} },
    })),
    trx
  )
  for (const { winner } of merges) await tellStaff('contacts', winner.id, trx)
  trx.after('commit', () => FollowMerges.enqueue({ mergeIds }, { delay: FOLLOW_AFTER_MS }))
  return mergeIds
}

/** Moves what still names the losers: rows that were being written while the merge ran. */
export async function followMerges(mergeIds: string[]): Promise<void> {
  await db.transaction(async (trx) => {
    const standing = await lockStanding(mergeIds, trx)
    if (standing.length > 0) await moveAll(standing, trx)
  })
}

async function moveAll(mergeIds: string[], trx: TransactionClientContract) {
  const moved = new Map<string, Record<string, number>>(mergeIds.map((id) => [id, {}]))
  for (const [key, ref] of contactReferences.entries()) {
    if (ref.isLedger) continue
    for (const { merge_id: id, count } of await moveReference(ref, mergeIds, trx)) {
      moved.get(id)![key] = count
    }
  }
  return moved
}

/** The user who acts, if it is one. */
export function actingUser(): string | null {
  const { actor } = Context.get()
  return actor.type === 'user' ? actor.id : null
}

export function nameOf(row: Record<string, unknown>): string {
  const name = [row.first_name, row.last_name].filter(Boolean).join(' ')
  return name || String(row.email ?? row.phone ?? 'Nameless')
}

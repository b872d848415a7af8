import db from '@adonisjs/lucid/services/db'
import { Context } from '#core/context'
import { Refusal } from '#core/http/refusal'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import RunMerges from '#crm/jobs/run_merges'
import { performUndo } from '#crm/merge_run_undo'
import { actingUser, mergeMany, type MergeRequest } from '#crm/merging'
import {
  type Candidate,
  candidatesOf,
  countOpenPairs,
  openPairs,
} from '#crm/queries/duplicate_review'
import {
  endRun,
  insertRun,
  leaseRun,
  noteProgress,
  owedRuns,
  pairsOfRule,
  type Rule,
  type Run,
} from '#crm/queries/merge_runs'

/** Pairs that one transaction merges. */
const BATCH = 100

/** Merges all pairs of a rule in the background. Throws Refusal (409, 422). */
export async function beginRun(given: { rule: Rule; keep: 'oldest' | 'fullest' }): Promise<number> {
  const total = await countOpenPairs(pairsOfRule(given.rule))
  if (total === 0) {
    throw new Refusal('No open pair fits this rule', { code: 'E_NOTHING_TO_MERGE', field: 'rule' })
  }
  const id = await insertRun({ ...given, total, userId: actingUser() })
  if (!id) {
    throw new Refusal('A bulk merge is under way already', { code: 'E_MERGE_RUNS', status: 409 })
  }
  await RunMerges.enqueue({ runId: id }, { key: id })
  return total
}

/** Ends a run after the batch that is under way; what is merged stays, and can be undone one by one or with its run. */
export async function stopRun(id: string): Promise<void> {
  if (!(await endRun(id, 'stopped'))) {
    throw new Refusal('This bulk merge is over', { code: 'E_MERGE_RUN_OVER', status: 409 })
  }
  await tellStaff('contacts', 'duplicates')
}

/** Works a run off, batch by batch; each batch stands or falls as one. */
export async function performRun(id: string): Promise<void> {
  const run = await leaseRun(id)
  if (!run) return
  const userId = run.state === 'undoing' ? run.undoneBy : run.createdBy
  const actor = { type: userId ? ('user' as const) : ('system' as const), id: userId }
  await Context.run({ actor }, async () => {
    try {
      if (run.state === 'undoing') await performUndo(run.id)
      else while (await mergeBatch(run)) await tellStaff('contacts', 'duplicates')
    } catch (error) {
      await endRun(id, 'failed', (error as Error).message)
      throw error
    } finally {
      await tellStaff('contacts', 'duplicates')
    }
  })
}

/** False when nothing is left, or somebody stopped it. */
async function mergeBatch(run: Run): Promise<boolean> {
  const pairs = await openPairs(pairsOfRule(run.rule), BATCH)
  const people = await candidatesOf(pairs.flatMap(({ aId, bId }) => [aId, bId]))
  const taken = new Set<string>()
  const requests: MergeRequest[] = []
  for (const { aId, bId } of pairs) {
    const [a, b] = [people.get(aId), people.get(bId)]
    // Of three who are one, the third follows in the next batch.
    if (!a || !b || taken.has(aId) || taken.has(bId)) continue
    const [winner, loser] = inOrder(a, b, run.keep)
    requests.push({ winnerId: winner.id, loserId: loser.id })
    taken.add(aId).add(bId)
  }
  const merged =
    requests.length > 0 ? await db.transaction((trx) => mergeMany(requests, trx, run.id)) : []
  const goesOn = await noteProgress(run.id, merged.length, requests.length - merged.length)
  if (merged.length > 0) return goesOn
  await endRun(run.id, 'done')
  return false
}

function inOrder(a: Candidate, b: Candidate, keep: Run['keep']): [Candidate, Candidate] {
  const isOlder = a.createdAt <= b.createdAt
  const isFirst = keep === 'oldest' || a.filled === b.filled ? isOlder : a.filled > b.filled
  return isFirst ? [a, b] : [b, a]
}

/** Brings back runs whose job was lost. */
export async function sweepRuns(limit = 100): Promise<number> {
  const owed = await owedRuns(limit)
  for (const { id, organizationId } of owed) {
    await Tenant.run(organizationId, () => RunMerges.enqueue({ runId: id }, { key: sweepKey(id) }))
  }
  return owed.length
}

import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { tellStaff } from '#identity/staff_channels'
import { STATE } from '#messaging/ledger/states'
import { Press } from '#messaging/ledger/press'
import MailAccount from '#messaging/models/mail_account'
import { insertLater } from '#messaging/queries/send_batches'
import { inDoubt, resolveInDoubt } from '#messaging/queries/send_chunks'
import { doubtfulRuns, findRun, lockRun, setRunState } from '#messaging/queries/send_runs'
import { messageIdOf, refOf } from '#messaging/refs'
import { adapterFor } from '#messaging/transport/accounts'
import type { MailAdapter } from '#messaging/transport/contract'

/** Providers show a mail some moments after they took it. */
const SETTLED_MS = 120_000
const AT_ONCE = 50

/**
 * What people decide about mails that nobody can tell about: `sent` lets them count as sent, `resend` hands them over
 * once more with the same Message-ID. Resolves to how many there were.
 */
export async function resolveDoubts(runId: number, decision: 'sent' | 'resend'): Promise<number> {
  const count = await db.transaction(async (trx) => {
    const run = await lockRun(runId, trx)
    if (!run) return 0
    // What was cancelled is not sent once more.
    if (decision === 'resend' && run.state === 'cancelled') return 0
    const now = clock.now()
    const state = decision === 'sent' ? STATE.sent : STATE.waiting
    const ns = await resolveInDoubt(run, null, { state, now: now.toISO() }, trx)
    if (ns.length === 0) return 0
    if (decision === 'resend') {
      for (let from = 0; from < ns.length; from += 500) {
        const some = ns.slice(from, from + 500)
        await insertLater({ organizationId: run.organizationId, runId }, some, now.toJSDate(), trx)
      }
      if (run.state === 'finished')
        await setRunState({ id: runId, state: 'sending', now: now.toISO() }, trx)
    }
    await tellStaff('campaigns', run.sourceId, trx)
    return ns.length
  })
  if (count > 0 && decision === 'resend') {
    const { default: SendBatches } = await import('#messaging/jobs/send_batches')
    await SendBatches.wake()
  }
  return count
}

/** Asks the providers that can tell whether they took the mails in doubt. Resolves to how many it cleared up. */
export async function sweepDoubts(): Promise<number> {
  let cleared = 0
  for (const { id, organizationId } of await doubtfulRuns(20)) {
    // What of one sending cannot be asked must not keep the others from being asked.
    cleared += await Context.run({ organizationId, actor: { type: 'system', id: null } }, () =>
      askProviders(id)
    ).catch((error) => {
      logger.error({ err: error, run_id: id }, 'doubts not cleared up')
      return 0
    })
  }
  return cleared
}

async function askProviders(runId: number): Promise<number> {
  const run = await findRun(runId)
  if (!run) return 0
  const adapters = await adaptersThatTell()
  if (adapters.size === 0) return 0
  const since = clock.now().minus(SETTLED_MS).toISO()
  const asked = { accountIds: [...adapters.keys()], since, limit: AT_ONCE }
  const doubts = await inDoubt(run, asked)
  if (doubts.length === 0) return 0
  const press = await Press.of(run)
  const taken: number[] = []
  const missed: number[] = []
  for (const { n, variant, email, accountId, changedAt } of doubts) {
    if (!email) continue
    const ref = { kind: 'send' as const, runId, n }
    const answer = await adapters.get(accountId)!({
      ref: refOf(ref),
      messageId: messageIdOf(ref, press.senderOf(variant).domain),
      to: email,
      since: changedAt,
    }).catch(() => 'unknown' as const)
    if (answer === 'taken') taken.push(n)
    if (answer === 'not taken') missed.push(n)
  }
  if (taken.length + missed.length === 0) return 0
  await db.transaction(async (trx) => {
    const locked = await lockRun(runId, trx)
    const now = clock.now()
    await resolveInDoubt(run, taken, { state: STATE.sent, now: now.toISO() }, trx)
    // One that the provider never had goes out now, unless the run was cancelled; of a paused one when it goes on.
    const isOver = locked?.state === 'cancelled'
    const state = isOver ? STATE.cancelled : STATE.waiting
    const ns = await resolveInDoubt(run, missed, { state, now: now.toISO() }, trx)
    if (ns.length > 0 && !isOver) {
      await insertLater({ organizationId: run.organizationId, runId }, ns, now.toJSDate(), trx)
      if (locked?.state === 'finished')
        await setRunState({ id: runId, state: 'sending', now: now.toISO() }, trx)
    }
    await tellStaff('campaigns', run.sourceId, trx)
  })
  return taken.length + missed.length
}

type LookUp = NonNullable<MailAdapter['lookUp']>

/** How those of the organization's accounts are asked that can say what they took. */
async function adaptersThatTell(): Promise<Map<string, LookUp>> {
  const telling = new Map<string, LookUp>()
  for (const account of await MailAccount.query()) {
    const adapter = await adapterFor(account).catch(() => null)
    if (adapter?.lookUp) telling.set(account.id, (message) => adapter.lookUp!(message))
  }
  return telling
}

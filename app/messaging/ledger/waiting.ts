import { clock } from '#core/clock/clock'
import { domainOf } from '#messaging/ledger/press'
import { REASON, reasonOf, type SendReason } from '#messaging/ledger/states'
import Sender from '#messaging/models/sender'
import { hindranceOf } from '#messaging/pacing/hindrance'
import { nextBatch, sendersOfRun, sendReason } from '#messaging/queries/run_waits'
import { findRun, type Run } from '#messaging/queries/send_runs'

/** Why a sending stands still, for people. */
export type Wait = {
  /** As part of a sentence: `school.test is not verified yet`. */
  text: string
  /** ISO 8601; null where somebody has to do something first. */
  until: string | null
  /** Where it is mended; null where it mends itself. */
  url: string | null
}

/** What a moment is, at which nothing is due. */
const SHORT_MS = 30_000

const LATER: Partial<Record<SendReason, string>> = {
  quiet: 'the quiet hours of its readers have to end',
  capped: 'its readers have had enough mails in this time',
  deferred: 'the other side asked to try again later, or could not be reached',
  cut: 'a connection was lost, and it is tried again',
}

/** Why nothing of a run leaves now, and until when; null while it is sent, and where nothing is left of it. */
export async function waitOf(runId: number): Promise<Wait | null> {
  const run = await findRun(runId)
  if (run?.state !== 'sending') return null
  const next = await nextBatch(run)
  if (!next) return null
  const senders = await Sender.query().whereIn('id', await sendersOfRun(run))
  for (const { id, fromAddress } of senders) {
    const hindrance = await hindranceOf({ id, domain: domainOf(fromAddress) })
    if (!hindrance) continue
    const { text, until, url } = hindrance
    const part = senders.length > 1 ? ' (a part of it goes on)' : ''
    return { text: text + part, until: until?.toISOString() ?? null, url }
  }
  const isSoon = next.dueAt.getTime() - clock.millis() < SHORT_MS
  if (next.isWorkedOn || isSoon) return null
  return { text: await whyLater(run, next.n), until: next.dueAt.toISOString(), url: null }
}

/** `n` is a row that was put off; null where nothing was, and the plan has its next part later. */
async function whyLater(run: Run, n: number | null): Promise<string> {
  if (n === null) {
    return run.plan.inTimeZones
      ? 'it is not time yet where the next readers live'
      : 'its next part is planned for then'
  }
  const reason = reasonOf((await sendReason(run, n)) ?? 0)
  return LATER[reason] ?? (REASON[reason].people || 'the limits of the mail account allow no more')
}

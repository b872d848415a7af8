import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { tellStaff } from '#identity/staff_channels'
import { ChunkSender } from '#messaging/ledger/chunk_sender'
import { finishRun } from '#messaging/ledger/finishing'
import { Press } from '#messaging/ledger/press'
import { againAt, hindranceOfAll } from '#messaging/pacing/hindrance'
import { REASON } from '#messaging/ledger/states'
import { sendPolicy } from '#messaging/policy/send_policy'
import {
  claimBatch,
  endBatch,
  extendLease,
  insertLater,
  returnBatch,
  type Batch,
} from '#messaging/queries/send_batches'
import { shelve } from '#messaging/queries/run_waits'
import { rescueInFlight } from '#messaging/queries/send_chunks'
import { cancelWaiting, findRun, lockRun, type Run } from '#messaging/queries/send_runs'

/** How long a batch stays ours without a sign of life: chunks extend it. */
export const LEASE_SECONDS = 60
/** Rows that are in flight together: no more than these are in doubt when this process dies. */
const CHUNK = 50
/** To what a moment is rounded, by how far off it is: of thousands that are put off no thousand batches. */
const STEPS = [
  { from: 3_600_000, step: 30_000 },
  { from: 120_000, step: 10_000 },
  { from: -Infinity, step: 1000 },
]
/** Slow servers take minutes for a chunk; one that takes longer than this has come to a halt. */
const LONGEST_CHUNK_MS = 15 * 60_000
/** A job makes room for others after so long. */
const TURN_MS = 15_000

/** Works off batches until none is due or its turn is over; resolves to whether there may be more. */
export async function workBatches(): Promise<boolean> {
  const until = performance.now() + TURN_MS
  while (performance.now() < until) {
    const takenBy = randomUUID()
    const batch = await claimBatch({ takenBy, now: clock.now().toISO(), seconds: LEASE_SECONDS })
    if (!batch) return false
    await Context.run(
      { organizationId: batch.organizationId, actor: { type: 'system', id: null } },
      () => new BatchWorker(batch, takenBy).work()
    )
  }
  return true
}

/** Runs that are being sent, compiled: their contents do not change any more. */
const presses = new Map<number, Promise<Press>>()
const MOST_PRESSES = 20

function pressOf(run: Run): Promise<Press> {
  const known = presses.get(run.id)
  if (known) return known
  const press = Press.of(run)
  presses.set(run.id, press)
  press.then(
    // A domain that is proven later signs: until then its mails are pressed anew for each batch.
    ({ isProven }) => isProven || presses.delete(run.id),
    () => presses.delete(run.id)
  )
  if (presses.size > MOST_PRESSES) presses.delete(presses.keys().next().value!)
  return press
}

/** One claimed batch. */
class BatchWorker {
  readonly #later = new Map<number, number[]>()

  constructor(
    private readonly batch: Batch,
    private readonly takenBy: string
  ) {}

  async work(): Promise<void> {
    const run = await findRun(this.batch.runId)
    if (run?.state === 'cancelled') return this.#end(run)
    if (run?.state !== 'sending') return this.#giveBack(60)
    let sender: ChunkSender | null = null
    try {
      const press = await pressOf(run)
      const hindrance = await hindranceOfAll(press.senders)
      if (hindrance) return await this.#wait(run, againAt(hindrance))
      sender = new ChunkSender(
        run,
        press,
        this.batch,
        this.takenBy,
        // Anew for each batch: what people change holds for what is being sent, too.
        await sendPolicy()
      )
      const ns = numbersOf(this.batch)
      for (let from = 0; from < ns.length; from += CHUNK) {
        const chunk = sender.send(ns.slice(from, from + CHUNK))
        const done = await this.#keeping(chunk)
        for (const { n, dueAt } of done.later) this.#putOff(n, dueAt)
        // Paused, cancelled, or taken over: what is left stays in the batch.
        if (!done.goesOn) return await this.#giveBack(0)
      }
      await this.#end(run)
    } catch (error) {
      logger.error({ err: error, run_id: run.id, batch_id: this.batch.id }, 'batch not sent')
      await this.#giveBack(Math.min(2 ** this.batch.attempts * 5, 600), sender?.inFlight)
    }
  }

  /** The batch stays ours while some of it is handed over, however long the other side takes. */
  async #keeping<T>(chunk: Promise<T>): Promise<T> {
    const until = performance.now() + LONGEST_CHUNK_MS
    const beat = setInterval(() => {
      if (performance.now() < until)
        void extendLease({ id: this.batch.id, takenBy: this.takenBy }, LEASE_SECONDS).catch(
          () => {}
        )
    }, LEASE_SECONDS * 333)
    try {
      return await chunk
    } finally {
      clearInterval(beat)
    }
  }

  /** Nothing of the run may leave: its batches stay whole, and are asked about together. */
  async #wait(run: Run, until: Date): Promise<void> {
    if (!(await shelve(run, { id: this.batch.id, takenBy: this.takenBy }, until))) return
    await tellStaff('campaigns', run.sourceId)
    await wakeAt([until.getTime()])
  }

  /** Rows that come later together are one batch: the later, the less it is a matter of seconds. */
  #putOff(n: number, dueAt: Date): void {
    const wait = dueAt.getTime() - clock.millis()
    const step = STEPS.find(({ from }) => wait >= from)!.step
    const at = Math.ceil(dueAt.getTime() / step) * step
    const ns = this.#later.get(at)
    if (ns) ns.push(n)
    else this.#later.set(at, [n])
  }

  /** What comes later gets batches of its own; of a run that was cancelled meanwhile nothing does. */
  async #end({ id: runId, organizationId }: Run): Promise<void> {
    await db.transaction(async (trx) => {
      const run = await lockRun(runId, trx)
      if (!(await endBatch({ id: this.batch.id, takenBy: this.takenBy }, trx))) return
      if (run?.state === 'cancelled') {
        await cancelWaiting(run, clock.now().toISO(), trx)
        this.#later.clear()
      }
      for (const [at, ns] of this.#later)
        await insertLater({ organizationId, runId }, ns, new Date(at), trx)
    })
    if (this.#later.size === 0) await finishRun(runId)
    else await wakeAt([...this.#later.keys()])
  }

  /**
   * Rows that wait stay in the batch, whatever was put off: they are asked again when it comes back. Nobody can tell
   * about those that a fault left `inFlight`.
   */
  async #giveBack(seconds: number, inFlight = new Set<number>()): Promise<void> {
    const now = clock.now()
    await db.transaction(async (trx) => {
      const run = await lockRun(this.batch.runId, trx)
      const isOurs = await returnBatch(
        { id: this.batch.id, takenBy: this.takenBy },
        { dueAt: now.plus({ seconds }).toJSDate(), isHeld: run?.state === 'paused' },
        trx
      )
      if (!run || !isOurs || inFlight.size === 0) return
      const told = { now: now.toISO(), reason: REASON.died.code }
      await rescueInFlight(run, [...inFlight], told, trx)
    })
  }
}

/** A hint for each moment, so that nothing waits for the sweeper. */
async function wakeAt(moments: number[]): Promise<void> {
  const { default: SendBatches } = await import('#messaging/jobs/send_batches')
  const now = clock.now().toMillis()
  await SendBatches.enqueueMany(
    moments
      .filter((at) => at - now < 3_600_000)
      .map((at) => ({ payload: {}, options: { delay: Math.max(at - now, 1000), key: `at-${at}` } }))
  ).catch(() => {})
}

function numbersOf({ ns, fromN, toN }: Batch): number[] {
  return ns ?? Array.from({ length: toN! - fromN! }, (_, n) => fromN! + n)
}

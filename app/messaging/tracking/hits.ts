import { join } from 'node:path'
import logger from '@adonisjs/core/services/logger'
import { home } from '#config/app'
import TakeInHits from '#messaging/jobs/take_in_hits'
import { HitSpool } from '#messaging/tracking/hit_spool'
import { FAN_OUT_MS } from '#messaging/tracking/human_score'
import { takeInHits } from '#messaging/tracking/take_in'

const EVERY_MS = 1000
/** While the database does not answer, it is asked this often. */
const AGAIN_MS = 5000
/** A worker that sees this disk has begun by then. */
const WORKER_MS = 10_000

/** Where this process keeps hits, and all of the install are found. */
export const hitSpool = new HitSpool(join(home, 'hits'))

/**
 * Sees to it that hits are taken in: by a worker, so that this process has its time for answers; by itself where
 * no worker comes, because none runs or none shares the disk.
 */
export class HitLoop {
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  #running: Promise<void> = Promise.resolve()
  #lost = 0
  /** The oldest file, and when a worker was asked for it. */
  #asked: { name: string; at: number } | null = null

  constructor(
    private spool = hitSpool,
    private times = { everyMs: EVERY_MS, settleMs: FAN_OUT_MS, workerMs: WORKER_MS }
  ) {}

  start(): void {
    this.#schedule(this.times.everyMs)
  }

  /** Closes the file at hand: the next process takes it in. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running
    this.spool.rotate(true)
  }

  #schedule(milliseconds: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => (this.#running = this.#turn()), milliseconds)
    this.#timer.unref()
  }

  async #turn(): Promise<void> {
    this.#tellLost()
    try {
      await this.#look()
      this.#schedule(this.times.everyMs)
    } catch (error) {
      logger.warn({ err: error }, 'opens and clicks wait on disk')
      this.#schedule(AGAIN_MS)
    }
  }

  async #look(): Promise<void> {
    const { everyMs, settleMs, workerMs } = this.times
    this.spool.rotate()
    const [oldest] = this.spool.ready()
    // Its name begins with when it was opened.
    if (!oldest || Date.now() - Number.parseInt(oldest, 10) < everyMs + settleMs) return
    const isAsked = this.#asked?.name === oldest
    if (isAsked && Date.now() - this.#asked!.at > workerMs) {
      await takeInHits(this.spool, settleMs)
    } else {
      await TakeInHits.enqueue({}, { key: 'hits' })
      if (!isAsked) this.#asked = { name: oldest, at: Date.now() }
    }
  }

  #tellLost(): void {
    if (this.spool.lost === this.#lost) return
    logger.error({ lost: this.spool.lost - this.#lost }, 'opens and clicks could not be kept')
    this.#lost = this.spool.lost
  }
}

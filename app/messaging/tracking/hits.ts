import { join } from 'node:path'
import logger from '@adonisjs/core/services/logger'
import { home } from '#config/app'
import { HitSpool } from '#messaging/tracking/hit_spool'
import { takeInHits } from '#messaging/tracking/take_in'

const EVERY_MS = 1000
/** While the database does not answer, it is asked this often. */
const AGAIN_MS = 5000

/** Where this process keeps hits, and all of the install are found. */
export const hitSpool = new HitSpool(join(home, 'hits'))

/** Takes hits in while the process lives. */
export class HitLoop {
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  #running: Promise<void> = Promise.resolve()
  #lost = 0

  constructor(private spool = hitSpool) {}

  start(): void {
    this.#schedule(EVERY_MS)
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
    try {
      await takeInHits(this.spool)
      this.#schedule(EVERY_MS)
    } catch (error) {
      logger.warn({ err: error }, 'opens and clicks wait on disk')
      this.#schedule(AGAIN_MS)
    }
    if (this.spool.lost === this.#lost) return
    logger.error(
      { lost: this.spool.lost - this.#lost },
      'opens and clicks could not be written down'
    )
    this.#lost = this.spool.lost
  }
}

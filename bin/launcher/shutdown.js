/**
 * Collects what has to be undone, and undoes it last first, once, whatever ends the run: its own
 * end, a failure or a signal.
 */
export class Shutdown {
  /** @type {((how: { hurry: boolean }) => unknown)[]} */
  #steps = []
  /** @type {Promise<void> | undefined} */
  #running
  /** @type {((how: { hurry: boolean }) => unknown) | undefined} */
  #current

  /** @param {import('./tasks.js').Tasks} [tasks] ended before everything else */
  constructor(tasks) {
    this.tasks = tasks
  }

  /** Whether the end has begun. */
  get begun() {
    return this.#running !== undefined
  }

  /** @param {(how: { hurry: boolean }) => unknown} step runs again with `hurry` when hurried */
  add(step) {
    this.#steps.push(step)
  }

  run() {
    this.#running ??= this.#drain()
    return this.#running
  }

  /** The second Ctrl-C: whatever is being waited for is ended the hard way. */
  async hurry() {
    this.hurried = true
    await this.#current?.({ hurry: true })
  }

  async #drain() {
    await this.tasks?.close({ hurry: Boolean(this.hurried) })
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      this.#current = step
      try {
        await step({ hurry: Boolean(this.hurried) })
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
      }
    }
  }

  /**
   * Ctrl-C, SIGTERM and a closed terminal end the run in order.
   * @param {{ onFirst?: () => void, onLast?: () => void, exitCode?: number }} [options]
   */
  listen({ onFirst, onLast, exitCode = 0 } = {}) {
    let first = 0
    const onSignal = async () => {
      const now = performance.now()
      if (first) {
        // A terminal signals npm and us, and npm passes its own on: within a second it is one.
        if (now - first > 1000) await this.hurry()
        return
      }
      first = now
      onFirst?.()
      await this.run()
      onLast?.()
      process.exit(exitCode)
    }
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal)
  }
}

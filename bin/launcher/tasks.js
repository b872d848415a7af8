import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { recordOf, signal, until, writeRecord } from './processes.js'

/** Milliseconds between the request to end and the force. */
const GRACE = 2000

/**
 * The short-lived programs of a run (npm, the build, migrations). They live in process groups of
 * their own, so that Ctrl-C reaches the launcher alone, which then ends them with all they started.
 */
export class Tasks {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  #running = new Set()
  #closed = false
  /** WARREN_HOME, as soon as it is known: a killed launcher's npm must not go on unseen.
   * @type {string | undefined} */
  home

  /**
   * @param {import('node:child_process').ChildProcess} child spawned with `detached`
   * @param {string} name
   * @returns {Promise<number>} its exit code; 1 when a signal ended it
   */
  watch(child, name) {
    this.#running.add(child)
    const note = this.#note(child, name)
    if (this.#closed) this.#end(child)
    return new Promise((resolve, reject) => {
      child.once('error', (error) => {
        this.#running.delete(child)
        rmSync(note, { force: true })
        reject(new Error(`${name} did not start: ${error.message}`, { cause: error }))
      })
      child.once('close', (code) => {
        this.#running.delete(child)
        rmSync(note, { force: true })
        resolve(code ?? 1)
      })
    })
  }

  /**
   * Ends everything that still runs, and whatever is started from now on.
   * @param {{ hurry?: boolean }} [options]
   */
  async close({ hurry = false } = {}) {
    this.#closed = true
    await Promise.all([...this.#running].map((child) => this.#end(child, hurry ? 0 : GRACE)))
  }

  #note(child, name) {
    const { pid } = child
    const file = join(this.home ?? '', 'run', `task-${pid}.pid`)
    if (this.home && pid) writeRecord(file, recordOf(pid, name))
    return file
  }

  async #end(child, grace = GRACE) {
    const { pid } = child
    if (!pid) return
    const isOver = () => child.exitCode !== null || child.signalCode !== null
    signal(pid, 'SIGTERM', { group: true })
    await until(isOver, grace)
    // Also when it is over: what it started may have stayed.
    signal(pid, 'SIGKILL', { group: true })
    await until(isOver, 2000)
  }
}

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { recordOf, signal, writeRecord } from './processes.js'

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

  /** Ends everything that still runs, and whatever is started from now on. */
  close() {
    this.#closed = true
    for (const child of this.#running) this.#end(child)
  }

  #note(child, name) {
    const { pid } = child
    const file = join(this.home ?? '', 'run', `task-${pid}.pid`)
    if (this.home && pid) writeRecord(file, recordOf(pid, name))
    return file
  }

  #end(child) {
    if (!child.pid) return
    signal(child.pid, 'SIGTERM', { group: true })
    setTimeout(() => {
      if (child.exitCode === null && child.signalCode === null) {
        signal(child.pid, 'SIGKILL', { group: true })
      }
    }, 3000).unref()
  }
}

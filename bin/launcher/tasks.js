import { signal } from './processes.js'

/**
 * The short-lived programs of a run (npm, the build, migrations). They live in process groups of
 * their own, so that Ctrl-C reaches the launcher alone, which then ends them with all they started.
 */
export class Tasks {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  #running = new Set()
  #closed = false

  /**
   * @param {import('node:child_process').ChildProcess} child spawned with `detached`
   * @param {string} name
   * @returns {Promise<number>} its exit code; 1 when a signal ended it
   */
  watch(child, name) {
    this.#running.add(child)
    if (this.#closed) this.#end(child)
    return new Promise((resolve, reject) => {
      child.once('error', (error) => {
        this.#running.delete(child)
        reject(new Error(`${name} did not start: ${error.message}`, { cause: error }))
      })
      child.once('close', (code) => {
        this.#running.delete(child)
        resolve(code ?? 1)
      })
    })
  }

  /** Ends everything that still runs, and whatever is started from now on. */
  close() {
    this.#closed = true
    for (const child of this.#running) this.#end(child)
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

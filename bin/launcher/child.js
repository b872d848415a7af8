import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { recordOf, signal, until, writeRecord } from './processes.js'

const LOG_LIMIT = 20 * 1024 * 1024

/** The last lines of a log, or an empty string. */
export function tail(file, lines = 20) {
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}

/** A log with its middle left out: what went wrong first, and how it ended. */
export function excerpt(file, { first = 15, last = 15 } = {}) {
  if (!existsSync(file)) return ''
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  if (lines.length <= first + last + 1) return lines.join('\n')
  return [...lines.slice(0, first), '…', ...lines.slice(lines.length - last)].join('\n')
}

/**
 * A long-lived process of the stack: its log, its pid file, its restarts. Its output goes straight
 * into the log file, so that it outlives a killed launcher without a broken pipe.
 */
export class Child {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process
  /** @type {Promise<void>} */
  #ended = Promise.resolve()
  #wanted = false
  /** @type {number[]} */
  #deaths = []

  /**
   * @param {{ name: string, command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv,
   *   home: string, restarts?: number, stopSignal?: NodeJS.Signals, pidFile?: boolean,
   *   stopGroup?: boolean, patience?: number, uid?: number, gid?: number,
   *   onDeath?: (child: Child, how: string) => void, onGivenUp?: (child: Child, why?: string) => void }} options
   *   `onGivenUp`: with a reason when another start would be of no use; `restarts`: how often in one minute a death is answered with a new start; `stopGroup`: what it
   *   started gets the signal too; `patience`: longest grace, in milliseconds
   */
  constructor(options) {
    /** @type {typeof options} */
    this.options = {
      ...{ restarts: 0, stopSignal: 'SIGTERM', pidFile: true, patience: Infinity },
      ...options,
    }
    /** Whether it was up once: only then is its end a death, and no failed start. */
    this.answered = false
    this.name = options.name
    this.log = join(options.home, 'logs', `${options.name}.log`)
    this.pidFile = join(options.home, 'run', `${options.name}.pid`)
  }

  get pid() {
    return this.running ? this.#process?.pid : undefined
  }

  get running() {
    const child = this.#process
    return Boolean(child?.pid) && child?.exitCode === null && child?.signalCode === null
  }

  /** Resolves when the process that runs now has ended. */
  get ended() {
    return this.#ended
  }

  start() {
    this.#wanted = true
    this.#spawn()
    return this
  }

  /** The last lines that it wrote. */
  tail(lines = 20) {
    return tail(this.log, lines)
  }

  /** Ends it the hard way, as a crash would. It stays down until the next `start()`. */
  async kill() {
    this.#wanted = false
    if (!this.pid) return
    const ended = this.#ended
    signal(this.pid, 'SIGKILL')
    await ended
  }

  /**
   * Asks it to end, and forces it after the grace.
   * @param {{ grace?: number, stopSignal?: NodeJS.Signals }} [options] grace in milliseconds
   */
  async stop({ grace = 5000, stopSignal = this.options.stopSignal } = {}) {
    this.#wanted = false
    const pid = this.pid
    if (pid) {
      signal(pid, stopSignal, { group: this.options.stopGroup })
      if (!(await until(() => !this.running, Math.min(grace, this.options.patience)))) {
        signal(pid, 'SIGKILL', { group: true })
        await this.#ended
      }
    }
    if (this.options.pidFile) rmSync(this.pidFile, { force: true })
  }

  #spawn() {
    const { command, args, cwd, env, uid, gid } = this.options
    // Said by spawn, it would be the program that is missing.
    if (!existsSync(cwd)) return this.#giveUp(`cannot start: its folder ${cwd} is gone`)
    if (existsSync(this.log) && statSync(this.log).size > LOG_LIMIT) {
      renameSync(this.log, `${this.log}.1`)
    }
    const output = openSync(this.log, 'a')
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', output, output],
      // A group of its own: Ctrl-C is for the launcher, which stops the others in their order.
      detached: true,
      ...(uid === undefined ? {} : { uid, gid }),
    })
    closeSync(output)
    this.#process = child
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#died(`did not start: ${error.message}`)
        resolve()
      })
      child.once('exit', (code, by) => {
        this.#died(by ? `ended by ${by}` : `ended with exit code ${code}`)
        resolve()
      })
    })
    if (child.pid && this.options.pidFile) writeRecord(this.pidFile, recordOf(child.pid, this.name))
  }

  #giveUp(why) {
    this.#wanted = false
    this.options.onGivenUp?.(this, why)
  }

  #died(how) {
    if (!this.#wanted) return
    const now = Date.now()
    this.#deaths = [...this.#deaths.filter((at) => now - at < 60_000), now]
    const attempt = this.#deaths.length
    if (attempt > this.options.restarts) {
      this.#wanted = false
      this.options.onDeath?.(this, how)
      this.options.onGivenUp?.(this)
      return
    }
    this.options.onDeath?.(
      this,
      `${how}; starting it again (${attempt} of ${this.options.restarts})`
    )
    const pause = 100 * 2 ** (attempt - 1)
    setTimeout(() => this.#wanted && this.#spawn(), pause)
  }
}

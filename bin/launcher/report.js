import { fullDisk, Problem } from './problem.js'

const COLUMN = 14

/** `0.4 s`, `1 min 12 s` */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** Writes calm lines: one per step, with its duration. */
export class Report {
  /** @param {NodeJS.WritableStream} [out] */
  constructor(out = process.stdout) {
    this.out = out
    // A reader that went away (`npm start | head`) must not take the whole house down.
    out.on?.('error', () => {})
  }

  line(text = '') {
    this.out.write(`${text}\n`)
  }

  /** `  name       text` */
  note(name, text) {
    this.line(`  ${name.padEnd(COLUMN)}${text}`)
  }

  /**
   * Runs one step and says what came of it.
   * @template T
   * @param {string} name
   * @param {(say: (text: string) => void) => Promise<T> | T} work calls `say` with its outcome
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const started = performance.now()
    let outcome = 'done'
    const result = await work((text) => (outcome = text))
    if (outcome) this.note(name, `${outcome} (${duration(performance.now() - started)})`)
    return result
  }

  /** @param {unknown} error */
  failure(error) {
    this.line()
    if (fullDisk(error)) {
      this.line('  The disk is full. Free some space and run the command again.')
      const { log = '', message } = /** @type {Problem} */ (error)
      const place = `${message}\n${log}`.split('\n').find((line) => /ENOSPC|no space/i.test(line))
      if (place) this.line(`  ${place.trim()}`)
    } else if (error instanceof Problem) {
      this.line(`  ${error.message}`)
      if (error.log) this.line(`\n${error.log.replace(/^/gm, '    | ')}\n`)
      if (error.hint) this.line(`  ${error.hint}`)
    } else {
      this.line(`  ${error instanceof Error ? error.stack : String(error)}`)
    }
  }
}

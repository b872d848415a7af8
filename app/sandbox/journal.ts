import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const FLUSH_EVERY_MS = 100

/**
 * A file of JSON lines, appended in the background: what happened, in order.
 * Lines cut off by a crash are passed over when it is read again.
 */
export class Journal<T> {
  #lines: string[] = []
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(private file: string) {
    mkdirSync(dirname(file), { recursive: true })
  }

  /** Every entry of an earlier run, oldest first. */
  read(): T[] {
    if (!existsSync(this.file)) return []
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return line ? [JSON.parse(line) as T] : []
        } catch {
          return []
        }
      })
  }

  append(entry: T): void {
    this.#lines.push(JSON.stringify(entry) + '\n')
    this.#timer ??= setTimeout(() => this.#flushSoon(), FLUSH_EVERY_MS).unref()
  }

  /** Replaces the whole file, forgetting what was not yet written. */
  rewrite(entries: Iterable<T>): void {
    this.#lines = []
    let text = ''
    for (const entry of entries) text += JSON.stringify(entry) + '\n'
    this.#writing = this.#writing.then(() => {
      writeFileSync(`${this.file}.new`, text)
      renameSync(`${this.file}.new`, this.file)
    })
  }

  /** Writes what is still in memory; resolves when it is in the file. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#writing
    if (this.#lines.length) appendFileSync(this.file, this.#lines.join(''))
    this.#lines = []
  }

  #flushSoon(): void {
    this.#timer = null
    const text = this.#lines.join('')
    this.#lines = []
    this.#writing = this.#writing
      .then(() => appendFile(this.file, text))
      .catch((error: Error) =>
        console.error(`sandbox: cannot write ${this.file}: ${error.message}`)
      )
  }
}

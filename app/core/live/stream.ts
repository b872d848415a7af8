import { PassThrough } from 'node:stream'

const HEARTBEAT_MS = 25_000
/** Then the browser connects again, and is asked again who it is. */
const MAX_AGE_MS = 15 * 60_000
/** A reader that lets so much pile up is gone. */
const MAX_PENDING_BYTES = 256 * 1024

/** One browser that listens, as server-sent events. */
export class LiveStream {
  readonly body = new PassThrough()
  readonly #timers: NodeJS.Timeout[]
  readonly #endings: (() => void)[] = []
  #isEnded = false

  /** `owner`: whose it is, for the limit and for endStreams(). */
  constructor(
    readonly owner: string,
    readonly channels: ReadonlySet<string>
  ) {
    // With an id from the beginning, a browser that comes back says so.
    this.body.write('retry: 2000\nid: 0\n\n')
    this.#timers = [
      setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS),
      setTimeout(() => this.end(), MAX_AGE_MS),
    ]
    this.body.on('close', () => this.end())
    this.body.on('error', () => this.end())
  }

  /** `id` is the same in every stream that the message goes to. */
  send(event: string, data: unknown, id?: string): void {
    this.#write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  onEnd(fn: () => void): void {
    if (this.#isEnded) fn()
    else this.#endings.push(fn)
  }

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#timers.forEach((timer) => clearTimeout(timer))
    this.#endings.forEach((fn) => fn())
    this.body.end()
  }

  #write(text: string): void {
    if (this.#isEnded) return
    if (this.body.writableLength > MAX_PENDING_BYTES) return this.end()
    this.body.write(text)
  }
}

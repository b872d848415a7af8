type Handle = (message: unknown) => void

/** Who listens: where, and what it does with each event. `resync` tells that messages may have been missed. */
export type Listener = { channels: string[]; events: Record<string, Handle> }

/** What is needed of an EventSource. */
export type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>

/** A message as it comes over the line. */
type Said = { data: string; lastEventId: string }

/** A connection with the channels it was opened for, and the events that it is asked for. */
type Line = { source: Source; channels: Set<string>; names: Set<string> }

const CLOSED = 2
const RETRY_MS = { first: 5000, last: 60_000 }
/** Ids of the last messages: while one line follows another, both bring the same. */
const REMEMBERED = 50

/**
 * The one live connection of a page, for all who listen. Channels that come later are heard over a new
 * line, and the old one is let go when that stands, so that nothing passes between the two. One that was
 * refused for good is tried again after a while; a break of the line the browser mends itself.
 */
export class LiveConnection {
  readonly #listeners = new Set<Listener>()
  readonly #heard: string[] = []
  #current: Line | null = null
  #coming: Line | null = null
  #isDue = false
  #retry: ReturnType<typeof setTimeout> | undefined
  #failures = 0

  /** `connect` opens an EventSource on an address. */
  constructor(private readonly connect: (url: string) => Source) {}

  /** Resolves to the way to stop listening. */
  listen(listener: Listener): () => void {
    if (listener.channels.length === 0) return () => {}
    this.#listeners.add(listener)
    this.#settleSoon()
    return () => {
      this.#listeners.delete(listener)
      this.#settleSoon()
    }
  }

  /** Once for all that come and go together, as they do from one page to the next. */
  #settleSoon() {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      this.#settle()
    })
  }

  #settle() {
    const wanted = new Set([...this.#listeners].flatMap(({ channels }) => channels))
    if (wanted.size === 0) return this.#close()
    const line = this.#coming ?? this.#current
    if (line && [...wanted].every((channel) => line.channels.has(channel))) {
      for (const each of [this.#current, this.#coming]) if (each) this.#attend(each)
      return
    }
    this.#open(wanted)
  }

  #open(channels: Set<string>) {
    clearTimeout(this.#retry)
    this.#coming?.source.close()
    const url = `/live?channels=${encodeURIComponent([...channels].join(','))}`
    const line: Line = { source: this.connect(url), channels, names: new Set() }
    this.#coming = line
    line.source.addEventListener('open', () => this.#take(line))
    line.source.addEventListener('error', () => this.#lose(line))
    this.#attend(line)
  }

  #attend({ source, names }: Line) {
    const wanted = [...this.#listeners].flatMap(({ events }) => Object.keys(events))
    for (const name of wanted) {
      if (names.has(name)) continue
      names.add(name)
      source.addEventListener(name, (event) => this.#hear(name, event as unknown as Said))
    }
  }

  #take(line: Line) {
    if (line !== this.#coming) return
    this.#current?.source.close()
    this.#current = line
    this.#coming = null
    if (this.#failures > 0) this.#tell('resync', {})
    this.#failures = 0
  }

  #lose(line: Line) {
    if (line.source.readyState !== CLOSED) return
    if (line !== this.#current && line !== this.#coming) return
    if (line === this.#current) this.#current = null
    else this.#coming = null
    const wait = Math.min(RETRY_MS.first * 2 ** this.#failures++, RETRY_MS.last)
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#settle(), wait)
  }

  #hear(name: string, { data, lastEventId }: Said) {
    const isSaid = name !== 'resync' && lastEventId !== ''
    if (isSaid && this.#heard.includes(lastEventId)) return
    if (isSaid && this.#heard.push(lastEventId) > REMEMBERED) this.#heard.shift()
    this.#tell(name, JSON.parse(data) as { channel?: string })
  }

  /** What names no channel is for all. */
  #tell(name: string, message: { channel?: string }) {
    const { channel } = message
    for (const { channels, events } of [...this.#listeners])
      if (channel === undefined || channels.includes(channel)) events[name]?.(message)
  }

  #close() {
    clearTimeout(this.#retry)
    this.#current?.source.close()
    this.#coming?.source.close()
    this.#current = this.#coming = null
    this.#failures = 0
  }
}

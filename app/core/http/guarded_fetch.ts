import { Agent, request, type Dispatcher } from 'undici'
import { Exception } from '@adonisjs/core/exceptions'
import { OutgoingGuard, OutgoingRefused } from '#core/http/outgoing_guard'

export type GuardedRequest = {
  method?: Dispatcher.HttpMethod
  headers?: Record<string, string>
  body?: string | Buffer
  /** For the whole exchange, redirects included. */
  timeoutMs?: number
  maxBytes?: number
  /** Hops that are followed, each of them checked; GET and HEAD only. */
  redirects?: number
}

export type GuardedAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  /** Where the answer came from, after redirects. */
  url: string
}

/** The other side answered more than was wanted. */
export class AnswerTooLarge extends Exception {
  static status = 502
  static code = 'E_ANSWER_TOO_LARGE'
  static message = 'The answer is too large.'
}

const REDIRECTS = [301, 302, 303, 307, 308]

/** Requests addresses that people typed in. One client, so that nobody asks without the guard. */
export class GuardedClient {
  readonly #guard: OutgoingGuard
  readonly #agent: Agent

  constructor(guard = OutgoingGuard.ofInstall()) {
    this.#guard = guard
    this.#agent = new Agent({
      connect: { lookup: guard.lookup as never, timeout: 5000 },
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
      keepAliveTimeout: 1000,
      maxHeaderSize: 16_384,
    })
  }

  /** Throws OutgoingRefused (422), AnswerTooLarge (502), or what the network says. */
  async fetch(address: string, options: GuardedRequest = {}): Promise<GuardedAnswer> {
    const { method = 'GET', timeoutMs = 10_000, redirects = 0 } = options
    const signal = AbortSignal.timeout(timeoutMs)
    const follows = ['GET', 'HEAD'].includes(method) ? redirects : 0
    let url = this.#guard.check(address)
    for (let hop = 0; ; hop++) {
      const answer = await this.#ask(url, { ...options, method }, signal)
      const location = answer.headers.location
      if (
        !REDIRECTS.includes(answer.statusCode) ||
        typeof location !== 'string' ||
        hop >= follows
      ) {
        return {
          status: answer.statusCode,
          headers: answer.headers,
          body: await read(answer.body, options.maxBytes ?? 5 * 1024 ** 2),
          url: url.href,
        }
      }
      await answer.body.dump({ limit: 16_384 })
      if (!URL.canParse(location, url.href)) throw new OutgoingRefused()
      url = this.#guard.check(new URL(location, url).href)
    }
  }

  close(): Promise<void> {
    return this.#agent.close()
  }

  async #ask(url: URL, { method, headers, body }: GuardedRequest, signal: AbortSignal) {
    try {
      return await request(url, {
        dispatcher: this.#agent,
        method,
        headers: { 'user-agent': 'Warren', 'accept-encoding': 'identity', ...headers },
        body,
        signal,
      })
    } catch (error) {
      throw (error as Error).cause instanceof OutgoingRefused ? (error as Error).cause : error
    }
  }
}

async function read(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) {
      body.destroy()
      throw new AnswerTooLarge()
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

let client: GuardedClient | null = null

/** Requests an address that a person, or another machine, gave us. See GuardedClient. */
export function guardedFetch(address: string, options?: GuardedRequest): Promise<GuardedAnswer> {
  client ??= new GuardedClient()
  return client.fetch(address, options)
}

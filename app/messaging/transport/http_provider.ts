import { Pool } from 'undici'
import { sandbox } from '#config/app'
import type { OutgoingMessage, SendResult } from '#messaging/transport/contract'

const TIMEOUT_MS = 30_000
/** Shorter than the providers' own, so that a request seldom meets a connection that is just being closed. */
const KEEP_ALIVE_MS = 4000
const SANDBOX_KEY = 'sandbox'
/** Faults before a request was written: nothing can have been taken. */
const BEFORE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

export type ApiAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** Parsed; an empty object for what is no JSON. */
  body: unknown
  text: string
}

/** No answer: the fault is a result for each message of the call. */
export class NoAnswer extends Error {
  constructor(
    readonly kind: 'unreachable' | 'uncertain',
    message: string
  ) {
    super(message)
  }
}

/** Keys that begin with `sandbox` never leave this machine, and only while the sandbox is on. */
export function isSandboxKey(key: string): boolean {
  return sandbox.on && key.startsWith(SANDBOX_KEY)
}

/** A provider's API: connections that are kept open, or the sandbox in its place. */
export class ProviderApi {
  readonly #pool: Pool
  readonly #prefix: string

  constructor(provider: string, origin: string, key: string, connections: number) {
    const stands = isSandboxKey(key)
    this.#prefix = stands ? `/${provider}` : ''
    this.#pool = new Pool(stands ? `http://127.0.0.1:${sandbox.port}` : origin, {
      connections,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connect: { timeout: 10_000 },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    })
  }

  /** Throws NoAnswer. */
  async request(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string | Buffer
  ): Promise<ApiAnswer> {
    try {
      const answer = await this.#pool.request({
        method,
        path: this.#prefix + path,
        headers: { 'user-agent': 'Warren', 'accept': 'application/json', ...headers },
        body,
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, headers: answer.headers, body: parse(text), text }
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string }
      const cause = (error as { cause?: { code?: string } }).cause?.code ?? ''
      const isBefore = BEFORE.test(code) || BEFORE.test(cause)
      throw new NoAnswer(isBefore ? 'unreachable' : 'uncertain', `${code} ${message}`.trim())
    }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}

/** Sends one call and gives every message of it the same result where there was no answer. */
export async function answered(
  messages: OutgoingMessage[],
  call: () => Promise<SendResult[]>
): Promise<SendResult[]> {
  try {
    return await call()
  } catch (error) {
    const kind = error instanceof NoAnswer ? error.kind : 'unreachable'
    return messages.map(() => ({ kind, reply: (error as Error).message.slice(0, 500) }))
  }
}

/**
 * What an answer that took nothing means: a wrong key lets another account try at once, a full one waits, and where a
 * gateway lost the answer nobody knows.
 */
export function refusalOf({ status, headers, text }: ApiAnswer, said?: string): SendResult {
  const reply = `${status} ${said ?? text}`.slice(0, 500)
  const code = String(status)
  if ([401, 402, 403, 404].includes(status)) return { kind: 'unreachable', reply }
  if (status === 502 || status === 504) return { kind: 'uncertain', reply }
  if (status === 408 || status === 429 || status >= 500) {
    const wait = Number(headers['retry-after'])
    return {
      kind: 'deferred',
      scope: 'account',
      code,
      reply,
      ...(wait > 0 ? { retryAfterSeconds: Math.min(wait, 3600) } : {}),
    }
  }
  return { kind: 'refused', isAddress: false, code, reply }
}

/** A ref as tags may have it: letters, digits, `_` and `-`. */
export const tagOf = (ref: string): string => ref.replaceAll('.', '_')

/** `Ada <ada@client.test>`, with the name quoted where it has to be. */
export function mailboxOf({ address, name }: { address: string; name?: string | null }): string {
  if (!name) return address
  return `"${name.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')}" <${address}>`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

import type { Problem } from './schemas.ts'

export type CallOptions = {
  signal?: AbortSignal
  /** Of a POST; one is made up when left out, so that a second try does nothing twice. */
  idempotencyKey?: string
}

/** A file: what `fs.openAsBlob()` gives, or its bytes. */
export type Upload = Blob | Uint8Array<ArrayBuffer> | ArrayBuffer

export type Call = CallOptions & {
  query?: Record<string, unknown>
  body?: unknown
  file?: Upload
}

/** Sends a request and resolves to the body of the answer. */
export type Send = <Answer>(method: string, path: string, call: Call) => Promise<Answer>

export type Settings = {
  /** Address of the install, such as `https://app.example.com`. */
  baseUrl: string
  /** A key of the organization, `wrn_…`. */
  key: string
  /** How often a request is tried again when the house is busy or out of reach; 2 by default. */
  retries?: number
  fetch?: typeof globalThis.fetch
}

/** What the API refused, and why (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number
  /** Stable, such as `E_VALIDATION_ERROR`. */
  readonly code: string
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.problem = problem
  }
}

/** Tried again: a full minute, a key that is being worked on, a house that is restarting. */
const TRANSIENT = [429, 502, 503, 504]
const LONGEST_WAIT_SECONDS = 60

/** Makes the function through which all operations go. */
export function sender({ baseUrl, key, retries = 2, fetch = globalThis.fetch }: Settings): Send {
  const send = async (
    method: string,
    path: string,
    { query, body, file, signal, idempotencyKey }: Call
  ): Promise<unknown> => {
    const url = new URL(`/api/v1${path}`, baseUrl)
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
    }
    const request: RequestInit = {
      method,
      signal: signal ?? null,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(method === 'POST' && !file
          ? { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }
          : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
    }
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(url, request).catch((error: unknown) => {
        if (signal?.aborted || attempt >= retries) throw error
        return null
      })
      if (answer?.ok) return answer.status === 204 ? undefined : await answer.json()
      if (answer && !isWorthATry(answer, attempt, retries)) throw await problemOf(answer)
      await pause(answer, attempt, signal)
    }
  }
  // What an operation answers with is known where it is declared.
  return send as Send
}

function isWorthATry(answer: Response, attempt: number, retries: number): boolean {
  return attempt < retries && TRANSIENT.includes(answer.status)
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const text = await answer.text()
  try {
    return new ApiProblem(JSON.parse(text) as Problem)
  } catch {
    // A proxy in between answers in words of its own.
    const detail = `The answer was ${answer.status} without a problem`
    const { status } = answer
    return new ApiProblem({
      type: 'about:blank',
      title: answer.statusText,
      status,
      detail,
      code: `E_HTTP_${status}`,
      request_id: null,
    })
  }
}

function pause(answer: Response | null, attempt: number, signal?: AbortSignal): Promise<void> {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN)
  const seconds = Number.isFinite(asked) ? asked : 0.25 * 2 ** attempt
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

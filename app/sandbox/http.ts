import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a handler answers; the server writes it out. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
  /** The connection is broken off instead. */
  cut?: boolean
}

/** One request as the handlers see it. */
export interface Visit {
  method: string
  /** Path without the query, decoded nowhere. */
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

/** A request refused with a status and a message; written as JSON `{ error }`. */
export class HttpProblem extends Error {
  constructor(
    public status: number,
    message: string,
    public field?: string
  ) {
    super(message)
  }
}

export const json = (data: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(data),
})

export const html = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
})

/** 303, so that a posted form is followed by a GET. */
export const redirect = (location: string): Answer => ({ status: 303, headers: { location } })

export const escapeHtml = (text: unknown): string =>
  String(text ?? '').replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char]!
  )

/** Reads a body of at most `limit` bytes as text; throws HttpProblem 413 beyond. */
export async function readBody(request: IncomingMessage, limit = 2_000_000): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > limit) throw new HttpProblem(413, 'The body is too large.')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A JSON object from a body; throws HttpProblem 422 when it is none. */
export function jsonBody(body: string): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = body.trim() ? JSON.parse(body) : {}
  } catch {
    throw new HttpProblem(422, 'The body is not JSON.')
  }
  if (!parsed || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new HttpProblem(422, 'The body must be a JSON object.')
  }
  return parsed as Record<string, unknown>
}

export function write(response: ServerResponse, answer: Answer): void {
  const body = answer.body ?? ''
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

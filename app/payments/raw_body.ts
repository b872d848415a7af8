import type { HttpRequest } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'

const LIMIT_BYTES = 1024 * 1024

/** The body of a webhook as it was sent, whatever type it says to have; 413 beyond 1 MB. */
export async function rawBody(request: HttpRequest): Promise<string> {
  const parsed = request.raw()
  if (parsed !== null && parsed !== undefined) return limited(parsed)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.request) {
    size += (chunk as Buffer).length
    if (size > LIMIT_BYTES) refuse()
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function limited(body: string): string {
  if (Buffer.byteLength(body) > LIMIT_BYTES) refuse()
  return body
}

function refuse(): never {
  throw new Exception('The body is too large', { status: 413, code: 'E_REQUEST_ENTITY_TOO_LARGE' })
}

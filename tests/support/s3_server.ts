import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Stored = { bytes: Buffer; type: string; at: Date }

/**
 * A server that speaks as much S3 as uploads need: PUT, GET with ranges, HEAD,
 * DELETE and ListObjectsV2, path style. It refuses what is not signed.
 */
export class S3Server {
  readonly objects = new Map<string, Stored>()
  /** Every request as `METHOD key`. */
  readonly requests: string[] = []
  /** Answers the next PUT with an error. */
  failNextPut = false
  readonly #server: Server

  constructor(readonly bucket = 'warren-test') {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error) => response.writeHead(500).end(String(error)))
    })
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, this.endpoint)
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/')
    const key = rest.join('/')
    this.requests.push(`${request.method} ${key}`)
    const body = await bodyOf(request)
    if (
      !/^AWS4-HMAC-SHA256 Credential=.+, ?SignedHeaders=.+, ?Signature=[0-9a-f]{64}$/.test(
        request.headers.authorization ?? ''
      )
    ) {
      return fail(response, 403, 'AccessDenied')
    }
    if (bucket !== this.bucket) return fail(response, 404, 'NoSuchBucket')
    if (request.method === 'PUT') return this.#put(key, request, body, response)
    if (request.method === 'DELETE') {
      this.objects.delete(key)
      return response.writeHead(204).end()
    }
    if (url.searchParams.get('list-type') === '2') return this.#list(url, response)
    const stored = this.objects.get(key)
    if (!stored) return fail(response, 404, 'NoSuchKey')
    return send(request, response, stored)
  }

  #put(key: string, request: IncomingMessage, body: Buffer, response: ServerResponse) {
    if (this.failNextPut) {
      this.failNextPut = false
      return fail(response, 400, 'InvalidRequest')
    }
    const isChunked = String(request.headers['x-amz-content-sha256']).startsWith('STREAMING-')
    const bytes = isChunked ? unchunk(body) : body
    this.objects.set(key, {
      bytes,
      type: request.headers['content-type'] ?? 'application/octet-stream',
      at: new Date(),
    })
    response.writeHead(200, { ETag: `"${createHash('md5').update(bytes).digest('hex')}"` }).end()
  }

  #list(url: URL, response: ServerResponse) {
    const prefix = url.searchParams.get('prefix') ?? ''
    const contents = [...this.objects]
      .filter(([key]) => key.startsWith(prefix))
      .map(
        ([key, { bytes, at }]) =>
          `<Contents><Key>${key}</Key><Size>${bytes.length}</Size><LastModified>${at.toISOString()}</LastModified></Contents>`
      )
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(
        `<?xml version="1.0"?><ListBucketResult><Name>${this.bucket}</Name><KeyCount>${contents.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`
      )
  }
}

function send(request: IncomingMessage, response: ServerResponse, { bytes, type, at }: Stored) {
  const range = request.headers.range?.match(/^bytes=(\d+)-(\d+)$/)
  const part = range ? bytes.subarray(Number(range[1]), Number(range[2]) + 1) : bytes
  response.writeHead(range ? 206 : 200, {
    'Content-Type': type,
    'Content-Length': part.length,
    'Last-Modified': at.toUTCString(),
    'ETag': `"${createHash('md5').update(bytes).digest('hex')}"`,
    ...(range ? { 'Content-Range': `bytes ${range[1]}-${range[2]}/${bytes.length}` } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : part)
}

function fail(response: ServerResponse, status: number, code: string) {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Takes the frames of `aws-chunked` off: `<hex size>[;signature]\r\n<bytes>\r\n` until size 0. */
function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const end = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.subarray(at, end).toString(), 16)
    if (!size) break
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}

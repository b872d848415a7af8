import { request as send } from 'undici'
import env from '#start/env'
import { ROLES, type Planted } from '#tests/support/canary'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`

export type Answer = { status: number; text: string; location: string | null }

/** Somebody with cookies of their own, who speaks as the browser does: JSON visits, CSRF token. */
export class Visitor {
  #cookies = new Map<string, string>()

  constructor(readonly name: string) {}

  async request(
    method: string,
    path: string,
    {
      host,
      body,
      html = false,
      headers = {},
    }: {
      host?: string
      body?: unknown
      html?: boolean
      headers?: Record<string, string>
    } = {}
  ): Promise<Answer> {
    const xsrf = this.#cookies.get('XSRF-TOKEN')
    const response = await send(ORIGIN + path, {
      method: method as 'GET',
      headers: {
        ...(host ? { host } : {}),
        'cookie': [...this.#cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        'accept': html ? 'text/html' : 'application/json',
        ...(html ? {} : { 'x-inertia': 'true', 'x-inertia-version': version }),
        ...(xsrf ? { 'x-xsrf-token': decodeURIComponent(xsrf) } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'origin': host ? `http://${host}` : ORIGIN,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      bodyTimeout: 3000,
    })
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [, key, value] = line.match(/^([^=]+)=([^;]*)/)!
      this.#cookies.set(key, value)
    }
    const text = await read(response.body)
    const location = response.headers.location
    return {
      status: response.statusCode,
      text: `${JSON.stringify(response.headers)}\n${text}`,
      location: typeof location === 'string' ? location : null,
    }
  }

  /** Logs in with the planted password. Throws when the house does not let this person in. */
  async logIn(email: string, host?: string): Promise<this> {
    await this.request('GET', '/login', { host, html: true })
    const { status, text } = await this.request('POST', '/login', {
      host,
      body: { email, password: 'canary-password' },
    })
    if (status >= 400)
      throw new Error(`${this.name} cannot log in: ${status} ${text.slice(0, 400)}`)
    return this
  }
}

let version = '1'

/** Learns the asset version, without which a JSON visit answers 409. */
export async function learnVersion(): Promise<void> {
  const { text } = await new Visitor('version').request('GET', '/login', { html: true })
  version = text.match(/"version":\s*"([^"]+)"/)?.[1] ?? '1'
}

/** A program with a key of an organization. */
class Program extends Visitor {
  constructor(
    name: string,
    readonly apiKey: string
  ) {
    super(name)
  }

  request(method: string, path: string, options: Parameters<Visitor['request']>[2] = {}) {
    return super.request(method, path, {
      ...options,
      headers: { authorization: `Bearer ${this.apiKey}` },
    })
  }
}

/** The matrix's actors: nobody, each role of A, a client of A, a program of A; and B's owner as the control. */
export async function actorsOf(a: Planted, b: Planted, emails: Record<string, string>) {
  const actors: Visitor[] = [new Visitor('anonymous')]
  for (const role of ROLES) actors.push(await new Visitor(`A ${role}`).logIn(emails[a.users[role]]))
  const client = await new Visitor('A client').logIn(emails[a.users.client])
  const control = await new Visitor('B owner').logIn(emails[b.users.owner])
  return { actors: [...actors, client, new Program('A program', a.apiKey)], control }
}

/** Live streams never end: what came within a moment is what is looked at. */
async function read(body: AsyncIterable<Buffer> & { destroy(): void }): Promise<string> {
  const chunks: Buffer[] = []
  const stop = setTimeout(() => body.destroy(), 1500)
  try {
    for await (const chunk of body) chunks.push(chunk)
  } catch {
    // Destroyed above.
  }
  clearTimeout(stop)
  return Buffer.concat(chunks).toString('utf8')
}

import { request as send } from 'undici'
import env from '#start/env'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { makeApiKey, type ApiKeyWish } from '#identity/api_keys'
import { holdAgainstDocument } from './promised.js'
import { plantOrganization } from '#tests/support/organizations'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`

export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  // Bodies, whose shape each test knows.
  body: any // eslint-disable-line @typescript-eslint/no-explicit-any
  text: string
}

/** A program with a key, to whom every answer has to be what the OpenAPI document says. */
export class Program {
  constructor(
    readonly organizationId: string,
    readonly keyId: string,
    readonly key: string | null
  ) {}

  get(path: string, headers?: Record<string, string>) {
    return this.request('GET', path, { headers })
  }
  post(path: string, body?: unknown, headers?: Record<string, string>) {
    return this.request('POST', path, { body, headers })
  }
  patch(path: string, body: unknown) {
    return this.request('PATCH', path, { body })
  }
  put(path: string, body?: unknown) {
    return this.request('PUT', path, { body })
  }
  delete(path: string) {
    return this.request('DELETE', path)
  }

  async request(
    method: string,
    path: string,
    {
      body,
      headers = {},
      raw,
    }: { body?: unknown; raw?: string; headers?: Record<string, string> } = {}
  ): Promise<Answer> {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await send(`${ORIGIN}/api/v1${path}`, {
      method: method as 'GET',
      headers: {
        ...(this.key ? { authorization: `Bearer ${this.key}` } : {}),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: text,
    })
    const answer = await response.body.text()
    const isJson = /json/.test(String(response.headers['content-type']))
    const parsed = isJson ? JSON.parse(answer) : null
    holdAgainstDocument(method, path, response.statusCode, parsed)
    return { status: response.statusCode, headers: response.headers, text: answer, body: parsed }
  }
}

/** A program of a new organization, or of one that is there, with all scopes unless said otherwise. */
export async function plantProgram(
  wish: Partial<ApiKeyWish> = {},
  organizationId?: string
): Promise<Program> {
  const id = organizationId ?? (await plantOrganization('Programs'))
  const { apiKey, key } = await Tenant.run(id, () =>
    makeApiKey({ name: 'Program', scopes: ['*'], ...wish })
  )
  return new Program(id, apiKey.id, key)
}

/** For `group.each.setup`: nothing counted. */
export async function forgetLimits(): Promise<void> {
  await sql('delete from rate_limits')
}

/** Types of the facts of an organization, in the order in which they were recorded. */
export async function factsOf(organizationId: string): Promise<string[]> {
  const rows = await sql<{ type: string }>(
    'select type from events where organization_id = ? order by id',
    [organizationId]
  )
  return rows.map(({ type }) => type)
}

export const pointersOf = (answer: Answer): string[] =>
  answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)

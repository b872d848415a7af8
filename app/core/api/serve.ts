import db from '@adonisjs/lucid/services/db'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { scopesOf, type ApiEndpoint, type ApiUpload } from '#core/api/endpoint'
import { IdempotentRequest, type KeptAnswer } from '#core/api/idempotency'
import { readLargeBody } from '#core/api/large_body'
import { unknownFields, type Describable, type JsonSchema } from '#core/api/json_schema'
import { DEFAULT_LIMIT } from '#core/api/parameters'
import type { Selection } from '#core/api/resource'
import { InvalidRequest, type Fault } from '#core/api/invalid_request'

type Query = { fields?: string; expand?: string; limit?: number }
type Validator = Describable & { validate(data: unknown): Promise<unknown> }

const JSON_TYPE = /^application\/(json|[\w.]+\+json)\s*(;|$)/i
const FILE_TYPE = /^application\/octet-stream\s*(;|$)/i

/** Answers a request to an endpoint. Whatever is wrong is thrown, and becomes a problem. */
export async function serve(endpoint: ApiEndpoint, ctx: HttpContext): Promise<void> {
  const { request } = ctx
  refuseWithoutScope(endpoint, ctx)
  if (endpoint.body) refuseOtherThan(JSON_TYPE, 'application/json', ctx)
  if (endpoint.file) refuseOtherThan(FILE_TYPE, 'application/octet-stream', ctx)
  if (endpoint.bodyLimit) await readLargeBody(ctx, endpoint.bodyLimit)
  const query = (await validate(endpoint.query, endpoint.querySchema, queryOf(ctx))) as Query
  const body = await validate(endpoint.body, endpoint.bodySchema, request.body())
  const selection: Selection = endpoint.answer.resource?.select(query) ?? {
    fields: null,
    expand: [],
  }
  const upload = uploadOf(ctx)
  const call = { params: ctx.params, query, body, caller: ctx.apiCaller, upload }
  const prepare = async () => endpoint.prepare?.(call as never)
  const act = async (prepared: unknown, trx?: TransactionClientContract): Promise<KeptAnswer> => {
    const out = await endpoint.handle({ ...call, prepared, trx: trx! } as never)
    const limit = query.limit ?? DEFAULT_LIMIT
    const rendered = await endpoint.answer.render(out, selection, trx, limit)
    const path = endpoint.answer.location?.(out)
    return {
      status: endpoint.answer.status,
      location: path ? `/api/v1${path}` : null,
      body: rendered === null ? null : JSON.stringify(rendered),
    }
  }
  const isPlain = endpoint.method === 'GET' || endpoint.isOwnTransaction || endpoint.file
  try {
    send(ctx, isPlain ? await act(await prepare()) : await change(endpoint, ctx, prepare, act))
  } catch (error) {
    throw named(error)
  }
}

/** Models name their fields as the code does; the API knows `owner_id`. */
function named(error: unknown): unknown {
  const { code, messages } = error as { code?: string; messages?: Fault[] }
  if (code !== 'E_VALIDATION_ERROR' || !Array.isArray(messages)) return error
  return new InvalidRequest(
    messages
      // A page to look at belongs to the admin.
      .filter(({ field }) => !field.endsWith('_link'))
      .map(({ field, message }) => ({ message, field: snake(field) }))
  )
}

function snake(field: string): string {
  const [first, ...rest] = field.split('.')
  // Below `custom` stand keys of the organization.
  return [first.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), ...rest].join('.')
}

/** Everything that changes something runs in one transaction; under an Idempotency-Key it runs once. */
async function change(
  { method }: ApiEndpoint,
  ctx: HttpContext,
  prepare: () => Promise<unknown>,
  act: (prepared: unknown, trx: TransactionClientContract) => Promise<KeptAnswer>
): Promise<KeptAnswer> {
  const { request, response, apiCaller } = ctx
  const key = method === 'POST' ? request.header('idempotency-key') : undefined
  if (key === undefined) {
    const prepared = await prepare()
    return db.transaction((trx) => act(prepared, trx))
  }
  const once = new IdempotentRequest(apiCaller.organizationId, apiCaller.id, key, {
    method,
    url: request.url(true),
    body: request.raw() ?? '',
  })
  const before = await once.claim()
  if (before) {
    response.header('Idempotency-Replayed', 'true')
    return before
  }
  try {
    const prepared = await prepare()
    return await db.transaction(async (trx) => {
      const answer = await act(prepared, trx)
      await once.keep(answer, trx)
      return answer
    })
  } catch (error) {
    await once.release()
    throw error
  }
}

function refuseWithoutScope(endpoint: ApiEndpoint, { apiCaller, response }: HttpContext): void {
  const missing = scopesOf(endpoint).filter((scope) => !apiCaller.can(scope))
  if (missing.length === 0) return
  response.header(
    'WWW-Authenticate',
    `Bearer realm="api", error="insufficient_scope", scope="${scopesOf(endpoint).join(' ')}"`
  )
  throw new Exception(`This key does not have the scope ${missing.join(', ')}.`, {
    status: 403,
    code: 'E_SCOPE_MISSING',
  })
}

/** The query as plain texts: a comma parts names here, and may stand in a text elsewhere. */
function queryOf({ request }: HttpContext): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of new URL(request.url(true), 'http://api').searchParams) {
    query[name] = name in query ? `${query[name]},${value}` : value
  }
  return query
}

function refuseOtherThan(type: RegExp, name: string, { request, response }: HttpContext): void {
  if (type.test(request.header('content-type') ?? '')) return
  response.header('Accept', name)
  throw new Exception(`Send the body as ${name}.`, {
    status: 415,
    code: name === 'application/json' ? 'E_NOT_JSON' : 'E_NOT_A_FILE',
  })
}

function uploadOf({ request }: HttpContext): ApiUpload {
  const length = Number(request.header('content-length') ?? 0)
  return { stream: request.request, type: 'application/octet-stream', length }
}

async function validate(
  validator: Describable | undefined,
  schema: JsonSchema | null,
  data: unknown
): Promise<unknown> {
  const strange = unknownFields(schema ?? { properties: {}, additionalProperties: false }, data)
  if (strange.length > 0) throw new InvalidRequest(strange)
  return validator ? (validator as Validator).validate(data) : {}
}

function send({ response }: HttpContext, { status, location, body }: KeptAnswer): void {
  response.status(status).header('Cache-Control', 'no-store')
  if (location) response.header('Location', location)
  if (body === null) return response.send(null)
  response.header('Content-Type', 'application/json; charset=utf-8')
  response.send(body)
}

import type { IncomingMessage } from 'node:http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { schemaOf, type Describable, type JsonSchema } from '#core/api/json_schema'
import type { ApiCaller } from '#core/api/caller'
import type { ApiResource, Client, Selection } from '#core/api/resource'
import type { KeysetPage } from '#core/http/keyset'
import { Registry } from '#core/registry/registry'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a validator lets through. */
export type Validated<V> = V extends { validate(...args: never[]): Promise<infer Out> }
  ? Out
  : Record<string, never>

/** A file that comes as the body, not read yet. */
export type ApiUpload = { stream: IncomingMessage; type: string; length: number }

/** What a handler gets. `trx` is there for all but GET, and everything is written in it, unless `isOwnTransaction`. */
export type ApiCall<Query, Body> = {
  params: Record<string, string>
  query: Query
  body: Body
  trx: TransactionClientContract
  caller: ApiCaller
  /** Where the endpoint takes a file. */
  upload: ApiUpload
}

/** What an endpoint answers with, and how that is written. */
export type Answer<Out> = {
  status: number
  description: string
  /** Null: no body. */
  schema: JsonSchema | null
  resource: ApiResource<never> | null
  /** `limit`: size of the page that was asked for. */
  render(out: Out, selection: Selection, client: Client, limit: number): Promise<unknown>
  /** Path of what was made, below /api/v1. */
  location?(out: Out): string
}

type Declaration<Q extends Describable, B extends Describable, Out, Prepared> = {
  /** `contacts.list`: operationId, name of the route, and of the method in the client. */
  name: string
  method: Method
  /** Below /api/v1, e.g. `/contacts/:id`; parameters are UUIDs. */
  path: string
  /** Heading under which the reference lists it. */
  group: string
  summary: string
  description?: string
  /** Permission of config/roles.yaml. */
  scope: string
  /** Further ones, all of them needed. */
  alsoScopes?: string[]
  /** With which its answer tells more. */
  usefulScopes?: string[]
  query?: Q
  body?: B
  /**
   * What the file is that comes as the body, as application/octet-stream. Nothing waits in a transaction while it
   * arrives, so it takes no Idempotency-Key: what it makes must do nothing by itself.
   */
  file?: string
  /** `16mb`, where a body may be larger than others; it is read after the key was checked. */
  bodyLimit?: string
  answer: Answer<Out>
  /** Further problems that this endpoint answers, by status: 409 and why. */
  problems?: Record<number, string>
  /** A verb of a model that opens a transaction itself. Never a POST without a file: what is kept for its key is written with the change. */
  isOwnTransaction?: boolean
  /**
   * What is read and reckoned before the transaction begins. For much of it: a transaction that waits for further
   * connections while others do the same waits for ever.
   */
  prepare?(call: Omit<ApiCall<Validated<Q>, Validated<B>>, 'trx'>): Promise<Prepared>
  handle(call: ApiCall<Validated<Q>, Validated<B>> & { prepared: Prepared }): Promise<Out>
}

export type ApiEndpoint = Declaration<Describable, Describable, unknown, unknown> & {
  querySchema: JsonSchema | null
  bodySchema: JsonSchema | null
}

/** All scopes that a key needs for an endpoint. */
export function scopesOf({ scope, alsoScopes = [] }: Pick<ApiEndpoint, 'scope' | 'alsoScopes'>) {
  return [scope, ...alsoScopes]
}

/** Whether an Idempotency-Key is heeded. */
export function takesKey({ method, file }: Pick<ApiEndpoint, 'method' | 'file'>): boolean {
  return method === 'POST' && file === undefined
}

/** Further ones with which it tells more. */
export function usefulScopesOf(endpoint: ApiEndpoint): string[] {
  const needed = scopesOf(endpoint)
  return (endpoint.usefulScopes ?? []).filter((scope) => !needed.includes(scope))
}

/** Every endpoint of the API: the router and the OpenAPI document are made from these. */
export const apiEndpoints = new Registry<ApiEndpoint>('API endpoint')

/** Declares an endpoint: a domain adds it in its contributions. */
export function endpoint<Q extends Describable, B extends Describable, Out, Prepared>(
  declaration: Declaration<Q, B, Out, Prepared>
): ApiEndpoint {
  const { query, body } = declaration
  return {
    ...(declaration as unknown as Declaration<Describable, Describable, unknown, unknown>),
    querySchema: query ? schemaOf(query) : null,
    bodySchema: body ? schemaOf(body) : null,
  }
}

export function addEndpoints(...endpoints: ApiEndpoint[]): void {
  for (const one of endpoints) apiEndpoints.add(one.name, one)
}

/** 200 and one record. */
export function one<T>(resource: ApiResource<T>): Answer<T> {
  return {
    status: 200,
    description: `The ${resource.name}.`,
    schema: wrapped(resource.ref),
    resource: resource as ApiResource<never>,
    render: async (row, selection, client) => ({
      data: (await resource.render([row], selection, client))[0],
    }),
  }
}

/** 201 and the record that was made, with its address. */
export function made<T extends { id: string }>(resource: ApiResource<T>, path: string): Answer<T> {
  return {
    ...one(resource),
    status: 201,
    description: `The ${resource.name} that was made.`,
    location: ({ id }) => `${path}/${id}`,
  }
}

/** 200 and a page of records. */
export function page<T>(resource: ApiResource<T>): Answer<KeysetPage<T>> {
  return {
    status: 200,
    description: `A page of ${resource.name} records.`,
    schema: {
      type: 'object',
      properties: {
        data: { type: 'array', items: resource.ref },
        page: { $ref: '#/components/schemas/Page' },
      },
      required: ['data', 'page'],
      additionalProperties: false,
    },
    resource: resource as ApiResource<never>,
    render: async ({ rows, next, previous }, selection, client, limit) => ({
      data: await resource.render(rows, selection, client),
      page: { next, previous, limit },
    }),
  }
}

/** 200 and all records: for what is few by nature. */
export function all<T>(resource: ApiResource<T>): Answer<T[]> {
  return {
    status: 200,
    description: `All ${resource.name} records.`,
    schema: wrapped({ type: 'array', items: resource.ref }),
    resource: resource as ApiResource<never>,
    render: async (rows, selection, client) => ({
      data: await resource.render(rows, selection, client),
    }),
  }
}

/** 200 and an object of its own shape. */
export function object<Out extends object>(description: string, schema: JsonSchema): Answer<Out> {
  return {
    status: 200,
    description,
    schema: wrapped(schema),
    resource: null,
    render: async (out) => ({ data: out }),
  }
}

/** 204. */
export function nothing(): Answer<void> {
  return {
    status: 204,
    description: 'Done.',
    schema: null,
    resource: null,
    render: async () => null,
  }
}

function wrapped(data: JsonSchema): JsonSchema {
  return { type: 'object', properties: { data }, required: ['data'], additionalProperties: false }
}

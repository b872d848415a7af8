import {
  apiEndpoints,
  scopesOf,
  takesKey,
  usefulScopesOf,
  type ApiEndpoint,
} from '#core/api/endpoint'
import { groups } from '#core/api/groups'
import type { JsonSchema } from '#core/api/json_schema'
import { COMPONENTS, problemRef } from '#core/api/openapi_components'
import { parametersOf } from '#core/api/register'
import { titleOf } from '#core/http/problem'

type Json = Record<string, unknown>

/** Codes that any endpoint may answer with; 404 where there is an id, 409 and others where declared. */
const ALWAYS = [401, 403, 422, 429]

/** The OpenAPI 3.1 document, from the declarations that the router is made from too. */
export function openApiDocument(): Json {
  const endpoints = apiEndpoints.all()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Warren API',
      version: '1.0.0',
      description: groups.introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1', description: 'This install' }],
    security: [{ apiKey: [] }],
    tags: groups.of(endpoints).map(([name, description]) => ({ name, description })),
    paths: pathsOf(endpoints),
    components: { ...COMPONENTS, schemas: { ...COMPONENTS.schemas, ...resourcesOf(endpoints) } },
  }
}

/** `/contacts/:id` as OpenAPI writes it. */
export function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

function pathsOf(endpoints: ApiEndpoint[]): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = (paths[templateOf(endpoint.path)] ??= {})
    path[endpoint.method.toLowerCase()] = operationOf(endpoint)
  }
  return paths
}

function operationOf(endpoint: ApiEndpoint): Json {
  const parameters = [...pathParameters(endpoint), ...queryParameters(endpoint)]
  if (takesKey(endpoint)) {
    parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  }
  return {
    operationId: endpoint.name,
    tags: [endpoint.group],
    summary: endpoint.summary,
    ...described(endpoint),
    security: [{ apiKey: scopesOf(endpoint) }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.bodySchema
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: endpoint.bodySchema } },
          },
        }
      : {}),
    ...(endpoint.file
      ? {
          requestBody: {
            required: true,
            description: endpoint.file,
            content: { 'application/octet-stream': { schema: {} } },
          },
        }
      : {}),
    responses: responsesOf(endpoint),
  }
}

function described(endpoint: ApiEndpoint): { description?: string } {
  const useful = usefulScopesOf(endpoint).map((scope) => `\`${scope}\``)
  const text = [
    endpoint.description,
    useful.length > 0 ? `Tells more with the scopes ${useful.join(', ')}.` : '',
  ]
  const description = text.filter(Boolean).join(' ')
  return description ? { description } : {}
}

function pathParameters({ path }: ApiEndpoint): Json[] {
  return parametersOf(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))
}

function queryParameters({ querySchema }: ApiEndpoint): Json[] {
  const { properties = {}, required = [] } = querySchema ?? {}
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(description ? { description } : {}),
    ...(required.includes(name) ? { required: true } : {}),
    schema,
  }))
}

function responsesOf(endpoint: ApiEndpoint): Json {
  const { answer, path, bodySchema, file, problems = {} } = endpoint
  const codes = new Set([...ALWAYS, ...Object.keys(problems).map(Number)])
  if (parametersOf(path).length > 0) codes.add(404)
  if (bodySchema) codes.add(400).add(413).add(415)
  if (file) codes.add(413).add(415)
  if (takesKey(endpoint)) codes.add(409)
  const responses: Json = {
    [answer.status]: {
      description: answer.description,
      headers: {
        'RateLimit': { $ref: '#/components/headers/RateLimit' },
        'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
        ...(answer.location
          ? { Location: { description: 'Its address.', schema: { type: 'string' } } }
          : {}),
      },
      ...(answer.schema ? { content: { 'application/json': { schema: answer.schema } } } : {}),
    },
  }
  for (const code of [...codes].sort()) {
    responses[code] = problems[code] ? told(code, problems[code]) : problemRef(code)
  }
  return responses
}

function told(code: number, why: string): Json {
  return {
    description: `${titleOf(code)}: ${why}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function resourcesOf(endpoints: ApiEndpoint[]): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {}
  for (const { answer } of endpoints) {
    if (answer.resource) schemas[answer.resource.name] = answer.resource.schema
  }
  return schemas
}

import { apiEndpoints, scopesOf, type ApiEndpoint } from '#core/api/endpoint'
import type { JsonSchema } from '#core/api/json_schema'
import { openApiDocument } from '#core/api/openapi'
import { parametersOf } from '#core/api/register'
import { commentOf, typeOf } from '#core/api/client/types'

const HEAD = '// Made by `npm run client` from the OpenAPI document. Changes here are lost.\n'

/** The generated files of clients/typescript by their paths below src, before formatting. */
export function clientFiles(): Record<string, string> {
  return { 'schemas.ts': schemas(), 'operations.ts': operations() }
}

function schemas(): string {
  const { components } = openApiDocument() as {
    components: { schemas: Record<string, JsonSchema> }
  }
  const types = Object.entries(components.schemas).map(
    ([name, schema]) => `${commentOf(schema.description)}export type ${name} = ${typeOf(schema)}`
  )
  return [HEAD, ...types].join('\n\n')
}

function operations(): string {
  const endpoints = apiEndpoints.all()
  const grouped = Map.groupBy(endpoints, ({ name }) => name.split('.')[0])
  const texts = [...endpoints.flatMap(shapes), calls(grouped)]
  const { components } = openApiDocument() as { components: { schemas: object } }
  const used = Object.keys(components.schemas).filter((name) =>
    texts.some((text) => new RegExp(`\\b${name}\\b`).test(text))
  )
  return [
    HEAD,
    `import type { CallOptions, Send, Upload } from './send.ts'`,
    `import type { ${used.join(', ')} } from './schemas.ts'`,
    ...texts,
  ].join('\n\n')
}

/** The types of what an operation takes and answers. */
function shapes({ name, querySchema, bodySchema, answer }: ApiEndpoint): string[] {
  const title = titleOf(name)
  return [
    querySchema ? `export type ${title}Query = ${typeOf(querySchema)}` : '',
    bodySchema ? `export type ${title}Body = ${typeOf(bodySchema)}` : '',
    `export type ${title}Answer = ${answer.schema ? typeOf(answer.schema) : 'void'}`,
  ].filter(Boolean)
}

function calls(grouped: Map<string, ApiEndpoint[]>): string {
  const groups = [...grouped].map(
    ([group, endpoints]) => `${group}: {\n${endpoints.map(call).join(',\n')}\n}`
  )
  return `/** Every operation of the API, by group and name. */
export function operations(send: Send) {
  return {\n${groups.join(',\n')}\n}
}

export type Operations = ReturnType<typeof operations>`
}

function call(endpoint: ApiEndpoint): string {
  const { name, method, path, summary, description, querySchema, bodySchema, file } = endpoint
  const title = titleOf(name)
  const ids = parametersOf(path).map((parameter) => `${camel(parameter)}: string`)
  const takes = [
    ...ids,
    ...(bodySchema ? [`body: ${title}Body`] : []),
    ...(file ? ['file: Upload'] : []),
    ...(querySchema ? [`query: ${title}Query${isEasy(querySchema) ? ' = {}' : ''}`] : []),
    'options: CallOptions = {}',
  ]
  const sent = [
    ...(querySchema ? ['query'] : []),
    ...(bodySchema ? ['body'] : []),
    ...(file ? ['file'] : []),
    '...options',
  ]
  const address = path.replace(/:(\w+)/g, (_, parameter: string) => `\${${camel(parameter)}}`)
  const comment = commentOf(
    [`${summary}.`, description, `Scope ${scopesOf(endpoint).join(', ')}.`]
      .filter(Boolean)
      .join(' ')
  )
  return `${comment}${name.split('.')[1]}: (${takes.join(', ')}) =>
    send<${title}Answer>('${method}', \`${address}\`, { ${sent.join(', ')} })`
}

/** Whether all may be left out. */
function isEasy({ required = [] }: JsonSchema): boolean {
  return required.length === 0
}

/** `contacts.removeEmail` is ContactsRemoveEmail. */
function titleOf(name: string): string {
  return name
    .split('.')
    .map((part) => part[0].toUpperCase() + part.slice(1))
    .join('')
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { apiEndpoints, type ApiEndpoint } from '#core/api/endpoint'
import { openApiDocument } from '#core/api/openapi'

const validators = new Map<string, ValidateFunction>()
let ajv: Ajv2020 | null = null

/** Throws where an answer is not what the OpenAPI document says, field by field. */
export function holdAgainstDocument(method: string, path: string, status: number, body: unknown) {
  const [address, query = ''] = path.split('?')
  // Sparse answers leave out what schemas require.
  if (query.includes('fields=') && status < 300) return
  const endpoint = apiEndpoints.all().find((one) => matches(one, method, address))
  if (!endpoint) return
  const validate = status < 300 ? validatorOf(endpoint) : problemValidator()
  if (status < 300 && endpoint.answer.status !== status) {
    throw new Error(`${method} ${path} answers ${status} instead of ${endpoint.answer.status}`)
  }
  if (validate && !validate(body)) {
    throw new Error(`${method} ${path} breaks its word: ${JSON.stringify(validate.errors)}`)
  }
}

function matches({ method: own, path }: ApiEndpoint, method: string, address: string): boolean {
  const pattern = new RegExp(`^${path.replace(/:\w+/g, '[0-9a-f-]{36}')}$`)
  return own === method && pattern.test(address)
}

function validatorOf({ name, answer }: ApiEndpoint): ValidateFunction | null {
  if (!answer.schema) return null
  return cached(name, answer.schema)
}

function problemValidator(): ValidateFunction {
  return cached('problem', { $ref: '#/components/schemas/Problem' })
}

function cached(name: string, schema: object): ValidateFunction {
  if (!ajv) {
    ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    const { components } = JSON.parse(JSON.stringify(openApiDocument()))
    ajv.addSchema({ $id: 'document', components })
  }
  const known = validators.get(name)
  if (known) return known
  const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
  const made = ajv.compile(JSON.parse(text))
  validators.set(name, made)
  return made
}

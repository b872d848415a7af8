import type { JsonSchema } from '#core/api/json_schema'

export type Schemas = Record<string, JsonSchema>

/** What a schema's name stands for. */
export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  return schema.$ref ? schemas[schema.$ref.split('/').at(-1)!] : schema
}

/** Words for values by the names of their fields: an example should look like life. */
const BY_NAME: Record<string, unknown> = {
  email: 'ada@example.com',
  phone: '+4930901820',
  first_name: 'Ada',
  last_name: 'Lovelace',
  name: 'Analytical Engines',
  job_title: 'Mathematician',
  external_id: 'crm-1815',
  locale: 'en',
  time_zone: 'Europe/London',
  street: '12 St James’s Square',
  city: 'London',
  region: null,
  postal_code: 'SW1Y 4LB',
  country: 'GB',
  color: 'violet',
  label: 'work',
  source: 'api',
  domain: 'example.com',
  website: 'https://example.com/',
  industry: 'Computing',
  size: '11-50',
  key: 'favourite_animal',
  next: null,
  previous: null,
}

/** A value that fits a schema. `shown` keeps objects within themselves from going on for ever. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = ''): unknown {
  const real = resolve(schema, schemas)
  if (real.examples) return real.examples[0]
  if (real.enum) return real.enum[0]
  if (real.anyOf) return exampleOf(real.anyOf[0], schemas, name)
  const [type] = [real.type ?? 'object'].flat()
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(real.properties ?? {})
          .filter(([, one]) => !one.description?.includes('Only with `expand`'))
          .map(([key, one]) => [key, exampleOf(one, schemas, key)])
      )
    case 'array':
      return real.items ? [exampleOf(real.items, schemas, name.replace(/s$/, ''))] : []
    case 'integer':
    case 'number':
      return name === 'limit' ? 25 : 1
    case 'boolean':
      return true
    default:
      return textOf(real, name)
  }
}

function textOf({ format }: JsonSchema, name: string): unknown {
  if (format === 'uuid') return '0198f2a4-7c1e-7b52-9d64-3f1f0a6c2b11'
  if (format === 'date-time') return '2026-03-31T09:30:00.000Z'
  if (format === 'date') return '2026-03-31'
  return name in BY_NAME ? BY_NAME[name] : 'text'
}

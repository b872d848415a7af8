import type { JsonSchema } from '#core/api/json_schema'

/** A JSON Schema as a TypeScript type. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ')
  const types = [schema.type ?? []].flat()
  if (types.length === 0) return 'unknown'
  return types.map((type) => plainType(type, schema)).join(' | ')
}

function plainType(type: string, schema: JsonSchema): string {
  switch (type) {
    case 'integer':
      return 'number'
    case 'array':
      return schema.items ? `Array<${typeOf(schema.items)}>` : 'unknown[]'
    case 'object':
      return schema.properties && Object.keys(schema.properties).length > 0
        ? objectOf(schema)
        : 'Record<string, unknown>'
    default:
      return type
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema): string {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${commentOf(schema.description)}${JSON.stringify(name)}${mark}: ${typeOf(schema)}`
  })
  return `{\n${lines.join('\n')}\n}`
}

/** A doc comment above what follows; nothing for nothing. */
export function commentOf(text: string | undefined): string {
  return text ? `/** ${text.replaceAll('*/', '* /').replace(/\s+/g, ' ')} */\n` : ''
}

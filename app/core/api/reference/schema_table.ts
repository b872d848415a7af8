import type { JsonSchema } from '#core/api/json_schema'
import { resolve, type Schemas } from '#core/api/reference/example'
import { prose, text } from '#core/api/reference/html'

/** Rows of a table for the properties of an object, those within below their parents. */
export function schemaTable(schema: JsonSchema, schemas: Schemas): string {
  const rows = rowsOf(schema, schemas, '')
  if (rows.length === 0) return ''
  return `<table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.join('')}</tbody></table>`
}

function rowsOf(schema: JsonSchema, schemas: Schemas, path: string): string[] {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).flatMap(([name, one]) => {
    const at = path ? `${path}.${name}` : name
    const inner = one.items ?? one
    const below =
      inner.$ref || !inner.properties ? [] : rowsOf(inner, schemas, one.items ? `${at}[]` : at)
    return [fieldRow(at, one, schemas, required.includes(name)), ...below]
  })
}

export function fieldRow(
  name: string,
  schema: JsonSchema,
  schemas: Schemas,
  isRequired: boolean
): string {
  const mark = isRequired ? ' <span class="required">required</span>' : ''
  return `<tr><th scope="row"><code>${text(name)}</code>${mark}</th><td>${typeOf(schema, schemas)}</td><td>${prose(
    [schema.description, limitsOf(schema)].filter(Boolean).join(' ')
  )}</td></tr>`
}

export function typeOf(schema: JsonSchema, schemas: Schemas): string {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!
    return `<a href="#schema-${text(name)}">${text(name)}</a>`
  }
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, schemas)).join(' or ')
  if (schema.enum) {
    return schema.enum.map((one) => `<code>${text(String(one))}</code>`).join(' ')
  }
  const types = [schema.type ?? 'any'].flat()
  return types
    .map((type) => {
      if (type === 'array' && schema.items) return `list of ${typeOf(schema.items, schemas)}`
      return text(schema.format && type === 'string' ? schema.format : type)
    })
    .join(' or ')
}

function limitsOf(schema: JsonSchema): string {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = schema
  const said: string[] = []
  if (maxLength) said.push(`${minLength ? `${minLength} to ` : 'At most '}${maxLength} characters.`)
  if (maximum !== undefined) said.push(`${minimum ?? 0} to ${maximum}.`)
  if (maxItems) said.push(`${minItems ? `${minItems} to ` : 'At most '}${maxItems} entries.`)
  if (pattern) said.push(`\`${String(pattern)}\``)
  return said.join(' ')
}

export function schemaSection(name: string, schemas: Schemas): string {
  const schema = resolve({ $ref: name }, schemas)
  return `<section id="schema-${text(name)}"><h3>${text(name)}</h3>${prose(schema.description ?? '')}${schemaTable(schema, schemas)}</section>`
}

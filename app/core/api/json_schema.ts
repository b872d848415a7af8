import type { Fault } from '#core/api/invalid_request'

/** JSON Schema, draft 2020-12, as far as the API needs it. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  anyOf?: JsonSchema[]
  examples?: unknown[]
  [keyword: string]: unknown
}

/** What of a Vine validator tells its shape. */
export type Describable = { toJSONSchema(): unknown }

/**
 * The schema of what a validator takes. Vine lists every spelling that a form may send for a
 * boolean, and describes "anything" as a choice of types; JSON has shorter words for both.
 */
export function schemaOf(validator: Describable): JsonSchema {
  return tidy(validator.toJSONSchema() as JsonSchema)
}

function tidy(schema: JsonSchema): JsonSchema {
  const { enum: choices, anyOf, properties, items, additionalProperties, ...rest } = schema
  if (isSpellingsOfBoolean(choices)) {
    return { ...rest, type: choices.includes(null) ? ['boolean', 'null'] : 'boolean' }
  }
  if (anyOf && anyOf.length === 5 && anyOf.every(({ type }) => type)) return rest
  return {
    ...rest,
    ...(choices ? { enum: choices } : {}),
    ...(anyOf ? { anyOf: anyOf.filter((one) => Object.keys(one).length > 0).map(tidy) } : {}),
    ...(items ? { items: tidy(items) } : {}),
    ...(properties ? { properties: mapValues(properties, tidy) } : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object'
              ? tidy(additionalProperties)
              : additionalProperties,
        }),
  }
}

function isSpellingsOfBoolean(choices: unknown[] | undefined): choices is unknown[] {
  return choices !== undefined && choices.includes('on') && choices.includes(true)
}

function mapValues<A, B>(object: Record<string, A>, fn: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, fn(value)]))
}

/** Stands in schemas of entries that an endpoint checks one by one, so that a bad one does not spoil the others. */
export const CHECKED_ALONE = 'x-checked-alone'

/**
 * What a body (or query) has and its schema does not: a mistyped name is told, because leaving it
 * out would quietly do something else than was asked.
 */
export function unknownFields(schema: JsonSchema, given: unknown, path: string[] = []): Fault[] {
  if (schema[CHECKED_ALONE]) return []
  if (Array.isArray(given)) {
    const { items } = schema
    return items ? given.flatMap((item, n) => unknownFields(items, item, [...path, `${n}`])) : []
  }
  if (typeof given !== 'object' || given === null || !schema.properties) return []
  const { properties, additionalProperties } = schema
  return Object.entries(given).flatMap(([name, value]) => {
    const at = [...path, name]
    if (Object.hasOwn(properties, name)) return unknownFields(properties[name], value, at)
    if (additionalProperties !== false) return []
    return [{ field: at.join('.'), message: `There is no field "${name}" here` }]
  })
}

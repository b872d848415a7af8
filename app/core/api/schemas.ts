import type { JsonSchema } from '#core/api/json_schema'

/** Words for the fields of resources. `nullable()` may be put around each. */
export const as = {
  id: (description?: string): JsonSchema => ({
    type: 'string',
    format: 'uuid',
    ...say(description),
  }),
  text: (description?: string): JsonSchema => ({ type: 'string', ...say(description) }),
  time: (description?: string): JsonSchema => ({
    type: 'string',
    format: 'date-time',
    ...say(description),
  }),
  day: (description?: string): JsonSchema => ({
    type: 'string',
    format: 'date',
    ...say(description),
  }),
  integer: (description?: string): JsonSchema => ({ type: 'integer', ...say(description) }),
  number: (description?: string): JsonSchema => ({ type: 'number', ...say(description) }),
  boolean: (description?: string): JsonSchema => ({ type: 'boolean', ...say(description) }),
  oneOf: (values: readonly string[], description?: string): JsonSchema => ({
    type: 'string',
    enum: [...values],
    ...say(description),
  }),
  list: (items: JsonSchema, description?: string): JsonSchema => ({
    type: 'array',
    items,
    ...say(description),
  }),
  object: (properties: Record<string, JsonSchema>, description?: string): JsonSchema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...say(description),
  }),
  /** An object whose keys the organization chooses. */
  map: (description?: string): JsonSchema => ({
    type: 'object',
    additionalProperties: true,
    ...say(description),
  }),
  nullable: (schema: JsonSchema): JsonSchema =>
    schema.$ref
      ? { anyOf: [schema, { type: 'null' }] }
      : {
          ...schema,
          type: [schema.type as string, 'null'],
          ...(schema.enum ? { enum: [...schema.enum, null] } : {}),
        },
}

function say(description: string | undefined) {
  return description ? { description } : {}
}

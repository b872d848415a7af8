import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { JsonSchema } from '#core/api/json_schema'
import { pickNames } from '#core/api/names'

/** The transaction in which rows are read, so that an answer shows what it has just written. */
export type Client = TransactionClientContract | undefined

/** Values of a column for many rows at once: one query, not one per row. */
type Load<T> = (rows: T[], client: Client) => Promise<(row: T) => unknown>

export type ApiField<T> = { schema: JsonSchema; value?(row: T): unknown; load?: Load<T> }

/** What of a resource is asked for. `fields` null: all of them. */
export type Selection = { fields: string[] | null; expand: string[] }

/** A field that stands on the row. */
export function field<T>(schema: JsonSchema, value: (row: T) => unknown): ApiField<T> {
  return { schema, value }
}

/** A field that is read from elsewhere, and only when it is asked for. */
export function loaded<T>(schema: JsonSchema, load: Load<T>): ApiField<T> {
  return { schema, load }
}

/**
 * How a model looks outside: each field says its shape and where it comes from, so that the
 * OpenAPI document and the answers are one thing. `expandable` fields come by `expand=` alone.
 */
export class ApiResource<T> {
  constructor(
    readonly name: string,
    readonly description: string,
    readonly fields: Record<string, ApiField<T>>,
    readonly expandable: Record<string, ApiField<T>> = {}
  ) {}

  get schema(): JsonSchema {
    const describe = (fields: Record<string, ApiField<T>>, note = '') =>
      Object.fromEntries(
        Object.entries(fields).map(([name, { schema }]) => [
          name,
          note ? noted(schema, note) : schema,
        ])
      )
    return {
      type: 'object',
      description: this.description,
      properties: {
        ...describe(this.fields),
        ...describe(this.expandable, 'Only with `expand`.'),
      },
      required: Object.keys(this.fields),
      additionalProperties: false,
    }
  }

  /** Reads `fields=` and `expand=`. Throws E_VALIDATION_ERROR for names that are not there. */
  select(query: { fields?: string | null; expand?: string | null }): Selection {
    return {
      fields: query.fields ? pickNames('fields', query.fields, Object.keys(this.fields)) : null,
      expand: query.expand ? pickNames('expand', query.expand, Object.keys(this.expandable)) : [],
    }
  }

  async render(rows: T[], { fields, expand }: Selection, client: Client) {
    const wanted = Object.entries(this.fields)
      .filter(([name]) => name === 'id' || !fields || fields.includes(name))
      .concat(Object.entries(this.expandable).filter(([name]) => expand.includes(name)))
    const columns: [string, (row: T) => unknown][] = []
    for (const [name, { value, load }] of wanted) {
      // One after the other: a transaction has one connection.
      const read = value ?? (rows.length > 0 ? await load!(rows, client) : () => null)
      columns.push([name, read])
    }
    return rows.map((row) => Object.fromEntries(columns.map(([name, read]) => [name, read(row)])))
  }

  /** Where the schema stands in the OpenAPI document. */
  get ref(): JsonSchema {
    return { $ref: `#/components/schemas/${this.name}` }
  }
}

function noted(schema: JsonSchema, note: string): JsonSchema {
  // Beside a $ref a description may stand in OpenAPI 3.1.
  return { ...schema, description: [schema.description, note].filter(Boolean).join(' ') }
}

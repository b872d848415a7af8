import { column } from '@adonisjs/lucid/orm'

/** A jsonb column. Postgres takes an array for an array of its own, so every value is written as text; null is SQL's. */
export function jsonColumn() {
  return column({
    prepare: (value: unknown) =>
      value === undefined || value === null ? value : JSON.stringify(value),
  })
}

import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** A value that Postgres takes for a `?`. */
export type Binding = string | number | boolean | Date | null | undefined | string[] | number[]

/**
 * Runs hand-written SQL and resolves to its rows. For core, and for `queries/`
 * of a domain, where the tenant is one of the bindings.
 */
export async function sql<T = Record<string, unknown>>(
  text: string,
  bindings: Binding[] = [],
  client: Pick<QueryClientContract, 'rawQuery'> = db
): Promise<T[]> {
  const values = bindings.map((value) => value ?? null)
  const result = await client.rawQuery(text, values as never)
  return result.rows
}

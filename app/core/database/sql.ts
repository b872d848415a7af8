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

/**
 * Stands in the FROM of an update that a crash of the database may forget, because what it notes
 * would be found out again: its commit does not wait for the disk.
 */
export const WITHOUT_FLUSH = `(select set_config('synchronous_commit', 'off', true)) as without_flush`

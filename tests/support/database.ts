import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'

/**
 * Empties every table of the app, for tests that look at the whole house. Most
 * tests make an organization of their own instead and need no cleaning.
 */
export async function emptyDatabase(): Promise<void> {
  const tables = await sql<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname not like 'adonis_%'`
  )
  await db.rawQuery(
    `truncate ${tables.map((table) => table.name).join(', ')} restart identity cascade`
  )
}

import { existsSync, readdirSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { sql } from '#core/database/sql'

/** Names of the migrations that this database has not seen; all of them for an empty one. */
export async function pendingMigrations(): Promise<string[]> {
  const folder = app.makePath('database/migrations')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder)
    .map((file) => file.match(/^(.+)\.(?:ts|js)$/)?.[1])
    .filter((name): name is string => name !== undefined && !name.endsWith('.d'))
    .sort()
  const [{ exists }] = await sql<{ exists: boolean }>(
    `select to_regclass('adonis_schema') is not null as exists`
  )
  if (!exists) return files
  const done = await sql<{ name: string }>('select name from adonis_schema')
  const names = new Set(done.map((row) => row.name.split('/').pop()))
  return files.filter((name) => !names.has(name))
}

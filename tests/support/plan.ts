import pg from 'pg'
import env from '#start/env'
import db from '@adonisjs/lucid/services/db'

type Statement = { sql: string; bindings?: unknown[] }

/**
 * The planner's plan for the first statement on `table` that `run` sends. Tables of a test are small, so
 * reading them whole is made dear: what is told is whether an index can serve.
 */
export async function planOf(table: string, run: () => Promise<unknown>): Promise<string> {
  const statements: Statement[] = []
  const note = (query: Statement) => statements.push(query)
  const { client } = db.connection().getReadClient()
  client.on('query', note)
  try {
    await run()
  } finally {
    client.off('query', note)
  }
  const statement = statements.find(({ sql }) => new RegExp(`from "?${table}"?\\b`).test(sql))
  if (!statement) throw new Error(`Nothing was read from ${table}`)
  const own = new pg.Client({ connectionString: env.get('DATABASE_URL') })
  await own.connect()
  try {
    await own.query('set enable_seqscan = off; set enable_bitmapscan = off')
    const { rows } = await own.query(`explain ${statement.sql}`, statement.bindings)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await own.end()
  }
}

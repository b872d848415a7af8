import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { percentile } from './measurement.js'

export type Statement = { sql: string; bindings: unknown[] }

/** Every statement that `run` sends through the connection of the app, which is booted, as it sends it. */
export async function statementsOf(run: () => Promise<unknown>): Promise<Statement[]> {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const statements: Statement[] = []
  const note = (query: { sql: string; bindings?: unknown[] }) => {
    if (/^\s*(begin|commit|rollback|savepoint|release|set local)/i.test(query.sql)) return
    statements.push({ sql: query.sql, bindings: query.bindings ?? [] })
  }
  const { client } = db.connection().getReadClient()
  client.on('query', note)
  try {
    await run()
  } finally {
    client.off('query', note)
  }
  return statements
}

/** Tables that the plans of these statements read from end to end. */
export async function tablesReadWhole(pool: pg.Pool, statements: Statement[]): Promise<string[]> {
  const tables = new Set<string>()
  for (const { sql, bindings } of statements) {
    if (/^\s*(\/\*.*?\*\/\s*)?explain/i.test(sql)) continue
    const { rows } = await pool.query(`explain ${sql}`, bindings)
    for (const row of rows) {
      const scan = String(row['QUERY PLAN']).match(/Seq Scan on (\w+)/)
      if (scan) tables.add(scan[1])
    }
  }
  return [...tables]
}

/**
 * p95 in milliseconds of a set of statements sent one after the other by each of
 * `clients` at once, for `seconds`, ours and the twin in alternating rounds.
 */
export async function compare(
  pool: pg.Pool,
  { ours, twin }: { ours: Statement[]; twin: Statement[] },
  { clients = 8, seconds = 2, rounds = 4 } = {}
): Promise<{ ours: number; twin: number }> {
  const samples = { ours: [] as number[], twin: [] as number[] }
  for (const statements of [ours, twin]) for (const one of statements) await send(pool, one)
  for (let round = 0; round < rounds; round++) {
    for (const [name, statements] of [
      ['ours', ours],
      ['twin', twin],
    ] as const) {
      const end = performance.now() + (seconds * 1000) / rounds
      const lane = async () => {
        while (performance.now() < end) {
          const begun = performance.now()
          for (const one of statements) await send(pool, one)
          samples[name].push(performance.now() - begun)
        }
      }
      await Promise.all(Array.from({ length: clients }, lane))
    }
  }
  return { ours: percentile(samples.ours, 0.95), twin: percentile(samples.twin, 0.95) }
}

function send(pool: pg.Pool, { sql, bindings }: Statement): Promise<unknown> {
  return pool.query(sql, bindings)
}

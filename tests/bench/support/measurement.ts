import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Stack, StackOptions } from '../../../bin/launcher/stack.js'

export type Outcome = {
  pass: boolean
  figures: Record<string, number | string>
  /** The same work done the plain way, in the same run. */
  baseline: Record<string, number | string>
  /** What must be exact: lost, doubled, ... */
  invariants: Record<string, number | string | boolean>
}

export type Measurement = {
  stack: StackOptions
  run(context: { stack: Stack; log: (line: string) => void }): Promise<Outcome>
}

/** The value below which `share` (0 to 1) of the samples lie; NaN without samples. */
export function percentile(samples: number[], share: number): number {
  if (samples.length === 0) return Number.NaN
  const sorted = [...samples].sort((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)])
}

export function round(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

/**
 * Starts `fn(i)` at a constant arrival rate, whether or not earlier ones are done
 * (no coordinated omission), and resolves when all have ended.
 */
export async function atConstantRate(
  perSecond: number,
  count: number,
  fn: (index: number) => Promise<void>
): Promise<void> {
  const running: Promise<void>[] = []
  const start = performance.now()
  for (let index = 0; index < count; index++) {
    const due = start + (index * 1000) / perSecond
    const early = due - performance.now()
    if (early > 1) await wait(early)
    running.push(fn(index))
  }
  await Promise.all(running)
}

/** Runs `fn(i)` for all i with at most `width` at once. */
export async function inParallel(
  width: number,
  count: number,
  fn: (index: number) => Promise<void>
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await fn(next++)
  }
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane))
}

/** Waits until `done()` holds. Throws after `seconds`, naming what was awaited. */
export async function until(
  what: string,
  seconds: number,
  done: () => Promise<boolean>,
  everyMs = 200
): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s`)
    await wait(everyMs)
  }
}

/**
 * A pool that is closed whatever happens. Connections that the database ends (a chaos run restarts
 * it) are replaced on their next use, so their errors are not news here.
 */
export async function withPool<T>(
  databaseUrl: string,
  fn: (pool: pg.Pool) => Promise<T>
): Promise<T> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  pool.on('error', () => {})
  try {
    return await fn(pool)
  } finally {
    await pool.end()
  }
}

import { createHash } from 'node:crypto'
import type pg from 'pg'

/** A statement gets a name when it comes for the third time on a connection: once-only ones stay out. */
const NAMED_FROM = 3
/** Named statements per connection: each holds a plan in the server's memory. */
const MOST = 400
/** More texts than this and the counting begins anew, so that odd ones do not pile up. */
const MOST_COUNTED = 2000

/**
 * Stands in statements whose best plan hangs on their values (filters of lists, segments): these are
 * planned each time, because a kept plan is made for no value in particular.
 */
export const PLAN_AFRESH = '/* plan afresh */'

type Failure = (Error & { code?: string }) | null
type Config = { text?: string; values?: unknown[]; name?: string }

/**
 * Lets Postgres parse and plan the statements that a connection repeats once instead of each time,
 * which is half of what small ones cost. Not for connections behind a transaction pooler, where
 * the next statement may meet another server process.
 *
 * After a migration under a running process a kept plan may not fit any more (0A000, "cached plan
 * must not change result type"): the connection then forgets its names, and the statement that met
 * it fails like one that met the migration itself.
 */
export function prepareRepeated(client: pg.Client): void {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  let generation = 0

  const nameOf = (text: string): string | undefined => {
    if (text.includes(PLAN_AFRESH)) return undefined
    const known = names.get(text)
    if (known || names.size >= MOST) return known
    const times = (seen.get(text) ?? 0) + 1
    if (times < NAMED_FROM) {
      if (seen.size >= MOST_COUNTED) seen.clear()
      seen.set(text, times)
      return undefined
    }
    seen.delete(text)
    const name = `w${generation}_${createHash('sha1').update(text).digest('base64url')}`
    names.set(text, name)
    return name
  }
  const forget = () => {
    generation++
    names.clear()
    seen.clear()
  }

  const forgetStale = (error: Failure) => {
    if (error?.code === '0A000') forget()
  }

  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const named = (first: unknown, ...others: unknown[]) => {
    const [config, ...rest] = asConfig(first, others)
    if (!isPlain(config) || config.name) return query(config, ...rest)
    const name = nameOf(config.text)
    if (!name) return query(config, ...rest)
    const callback = rest[0]
    if (typeof callback !== 'function') {
      const answer = query({ ...config, name }, ...rest)
      if (answer instanceof Promise) answer.catch(forgetStale)
      return answer
    }
    return query({ ...config, name }, (error: Failure, result: unknown) => {
      forgetStale(error)
      callback(error, result)
    })
  }
  client.query = named as typeof client.query
}

/** `query(text, values, …)` says the same as `query({ text, values }, …)`. */
function asConfig(first: unknown, others: unknown[]): unknown[] {
  if (typeof first !== 'string' || !Array.isArray(others[0])) return [first, ...others]
  return [{ text: first, values: others[0] }, ...others.slice(1)]
}

/** A text with values, as a query builder sends it; not a cursor or a stream. */
function isPlain(config: unknown): config is Config & { text: string } {
  if (typeof config !== 'object' || config === null || 'submit' in config) return false
  const { text, values } = config as Config
  return typeof text === 'string' && Array.isArray(values) && values.length > 0
}

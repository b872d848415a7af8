import { createHash } from 'node:crypto'
import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { ipBucket } from '#core/http/client_ip'

/** So many requests per time for one key: an address, an account. */
export type Bucket = {
  /** `login-account`: seen in the RateLimit headers. */
  name: string
  /** What is counted; stored as a hash. */
  key: string
  requests: number
  /** `15 minutes` */
  per: string
}

type Limiter = ReturnType<typeof limiter.use>
type Outcome = NonNullable<Awaited<ReturnType<Limiter['get']>>>

/**
 * Limits that hold over restarts and processes, for an account and an address at
 * once. A full bucket throws E_TOO_MANY_REQUESTS, which answers 429 with
 * Retry-After, as a problem or as a message over the form.
 */
export const rateLimit = {
  /** Bucket of the caller's address (IPv6: its /64). */
  byAddress({ request }: Pick<HttpContext, 'request'>, bucket: Omit<Bucket, 'key'>): Bucket {
    return { ...bucket, key: ipBucket(request.ip()) }
  },

  /** Counts this request in every bucket. */
  async consume(ctx: Pick<HttpContext, 'response'>, buckets: Bucket[]): Promise<void> {
    for (const bucket of buckets)
      tell(ctx, bucket, await limiterFor(bucket).consume(hashed(bucket)))
  },

  /** Refuses when a bucket is full; counts only when `fn` throws: wrong passwords, not log-ins. */
  async penalize<T>(
    ctx: Pick<HttpContext, 'response'>,
    buckets: Bucket[],
    fn: () => Promise<T>
  ): Promise<T> {
    for (const bucket of buckets) {
      const outcome = await limiterFor(bucket).get(hashed(bucket))
      if (outcome && outcome.remaining <= 0) {
        tell(ctx, bucket, outcome)
        throw new errors.E_TOO_MANY_REQUESTS(outcome)
      }
    }
    try {
      return await fn()
    } catch (error) {
      for (const bucket of buckets)
        tell(ctx, bucket, await limiterFor(bucket).increment(hashed(bucket)))
      throw error
    }
  },

  /** Empties buckets, after a log-in that went well. */
  async clear(buckets: Bucket[]): Promise<void> {
    for (const bucket of buckets) await limiterFor(bucket).delete(hashed(bucket))
  },
}

function limiterFor({ requests, per }: Bucket): Limiter {
  return limiter.use('database', { requests, duration: per })
}

function hashed({ name, key }: Bucket): string {
  return `${name}:${createHash('sha256').update(key).digest('base64url')}`
}

function tell(
  { response }: Pick<HttpContext, 'response'>,
  { name, requests }: Bucket,
  outcome: Outcome
): void {
  response.append(
    'RateLimit',
    `"${name}";r=${Math.max(outcome.remaining, 0)};t=${outcome.availableIn}`
  )
  response.append('RateLimit-Policy', `"${name}";q=${requests}`)
}

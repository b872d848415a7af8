import { Pool } from 'undici'
import { percentile, round } from './measurement.js'

export type Load = { perSecond: number; p50: number; p95: number; p99: number; failed: number }

/** Closed-loop load on one URL: `connections` keep-alive connections for `seconds`. */
export async function load(
  origin: string,
  path: string,
  { connections = 16, seconds = 8, headers = {} as Record<string, string> } = {}
): Promise<Load> {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const samples: number[] = []
  let failed = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const lane = async () => {
    while (performance.now() < end) {
      const begun = performance.now()
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
      await body.dump({ limit: 10_000_000 })
      if (statusCode !== 200) failed++
      samples.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  const elapsed = (performance.now() - start) / 1000
  await pool.close()
  return {
    perSecond: round(samples.length / elapsed, 0),
    p50: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    p99: percentile(samples, 0.99),
    failed,
  }
}

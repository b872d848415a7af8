/*
 * The course page for an anonymous visitor, beside the same server answering a static string, in
 * alternating rounds of one run; and the compressed weight of the page's own script.
 */
import { gzipSync } from 'node:zlib'
import { load, type Load } from './support/load.js'
import { percentile, round, type Measurement } from './support/measurement.js'

const ROUNDS = 3
const SCRIPT_BOUND_KB = 120

export default {
  stack: { web: 1, worker: 1 },
  async run({ stack, log }) {
    log('demo data')
    await stack.ace(['demo:seed'])
    const catalogue = await (await fetch(`${stack.baseUrl}/courses`)).text()
    const path = catalogue.match(/href="(\/courses\/[a-z0-9-]+)"/)?.[1]
    if (!path) throw new Error('the catalogue links to no course')
    const script = await scriptWeight(stack.baseUrl, path)

    const page: Load[] = []
    const text: Load[] = []
    await load(stack.baseUrl, path, { seconds: 3 })
    for (let round = 0; round < ROUNDS; round++) {
      log(`round ${round + 1} of ${ROUNDS}: ${path}`)
      page.push(await load(stack.baseUrl, path))
      text.push(await load(stack.baseUrl, '/health/live'))
    }
    const median = (loads: Load[], key: keyof Load) =>
      percentile(
        loads.map((one) => one[key]),
        0.5
      )
    const failed = [...page, ...text].reduce((sum, one) => sum + one.failed, 0)
    return {
      pass: failed === 0 && script.kb < SCRIPT_BOUND_KB,
      figures: {
        'course page, requests per second': median(page, 'perSecond'),
        'course page p50 (ms)': median(page, 'p50'),
        'course page p95 (ms)': median(page, 'p95'),
        'share of the static answer': round(
          median(page, 'perSecond') / median(text, 'perSecond'),
          2
        ),
        'own script of the page, gzip (kB), bound 120': script.kb,
        'scripts of the page': script.files,
        'page weight (kB)': script.pageKb,
      },
      baseline: {
        'static string, requests per second': median(text, 'perSecond'),
        'static string p50 (ms)': median(text, 'p50'),
        'static string p95 (ms)': median(text, 'p95'),
      },
      invariants: { failed },
    }
  },
} satisfies Measurement

/** Follows the page's module scripts and everything that they import at once. */
async function scriptWeight(origin: string, path: string) {
  const html = await (await fetch(origin + path)).text()
  const seen = new Map<string, number>()
  const queue = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1])
  while (queue.length > 0) {
    const file = queue.pop()!
    if (seen.has(file)) continue
    const source = await (await fetch(origin + file)).text()
    seen.set(file, gzipSync(source).length)
    for (const [, imported] of source.matchAll(/(?:from|import)\s*"(\.\/[^"]+\.js)"/g)) {
      queue.push(new URL(imported, `http://x${file}`).pathname)
    }
  }
  const bytes = [...seen.values()].reduce((sum, size) => sum + size, 0)
  return {
    kb: round(bytes / 1000),
    files: seen.size,
    pageKb: round(Buffer.byteLength(html) / 1000),
  }
}

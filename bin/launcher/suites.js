import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { REPO } from './paths.js'

/** Domains whose functional tests are one half of them by time; the other half is all the others. */
const FIRST_HALF = ['api', 'crm']

/** Flags that choose the functional tests of some domains. */
const files = (domains) => domains.map((domain) => `--files=functional/${domain}/*`)

const others = () =>
  readdirSync(join(REPO, 'tests', 'functional')).filter((name) => !FIRST_HALF.includes(name))

/**
 * The test suites, and how a full run cuts them into processes. Each shard has its own database,
 * ports and WARREN_HOME. The longest come first.
 */
export const SHARDS = [
  { name: 'functional', suites: ['functional'], flags: files(others()) },
  { name: 'browser', suites: ['browser'], needs: 'chromium' },
  { name: 'crm', suites: ['functional'], flags: files(FIRST_HALF) },
  { name: 'rules', suites: ['unit', 'architecture', 'contracts'] },
]

/** Shards that run at the same time: two fill two cores. */
export const AT_ONCE = 2

/** Longest time for one shard. A shard that takes longer hangs. */
export const SHARD_MINUTES = 8

export const SUITES = [...new Set(SHARDS.flatMap(({ suites }) => suites))]

/**
 * What `npm test -- <args>` runs: all shards, or one process with the given suites and flags.
 * @param {string[]} args
 * @returns {{ name: string, suites: string[], flags: string[], needs?: string }[]}
 */
export function plan(args) {
  if (args.length === 0) return SHARDS.map((shard) => ({ flags: [], ...shard }))
  const suites = args.filter((arg) => SUITES.includes(arg))
  const flags = args.filter((arg) => !SUITES.includes(arg))
  const browser = suites.length === 0 || suites.includes('browser')
  return [{ name: 'chosen', suites, flags, needs: browser ? 'chromium' : undefined }]
}

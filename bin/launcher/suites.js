/**
 * The test suites, and how a full run cuts them into processes. Each shard has its own database,
 * ports and WARREN_HOME.
 */
export const SHARDS = [
  { name: 'rules', suites: ['unit', 'architecture', 'contracts'] },
  { name: 'functional', suites: ['functional'] },
  { name: 'browser', suites: ['browser'], needs: 'chromium' },
]

/** Shards that run at the same time: two fill two cores. */
export const AT_ONCE = 2

/** Longest time for one shard. A shard that takes longer hangs. */
export const SHARD_MINUTES = 8

export const SUITES = SHARDS.flatMap(({ suites }) => suites)

/**
 * What `npm test -- <args>` runs: all shards, or one process with the given suites and flags.
 * @param {string[]} args
 * @returns {{ name: string, suites: string[], flags: string[], needs?: string }[]}
 */
export function plan(args) {
  if (args.length === 0) return SHARDS.map((shard) => ({ ...shard, flags: [] }))
  const suites = args.filter((arg) => SUITES.includes(arg))
  const flags = args.filter((arg) => !SUITES.includes(arg))
  const browser = suites.length === 0 || suites.includes('browser')
  return [{ name: 'chosen', suites, flags, needs: browser ? 'chromium' : undefined }]
}

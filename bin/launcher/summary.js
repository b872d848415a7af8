/**
 * @typedef {{ passed: number, failed: number, skipped: number, todo: number, regression: number }} Counts
 * @typedef {{ suites: Record<string, Counts>, failures: string[], skips: { suite: string, title: string, reason: string }[], executed: number, finished: boolean, ok: boolean, problem?: string }} Outcome
 */

const NONE = { passed: 0, failed: 0, skipped: 0, todo: 0, regression: 0 }
// eslint-disable-next-line no-control-regex -- terminal colours are control characters
export const COLOURS = /\u001b\[[0-9;]*m/g

/** Whether a line is for the machine: one event of Japa's ndjson reporter. */
export function isEvent(line) {
  return line.startsWith('{"event":') || line.startsWith('{"aggregates":')
}

/**
 * Reads one run of Japa: what its events say, what its readable ending says, and its exit code.
 * A run that executed nothing is a failure, although its exit code is 0.
 * @param {string} output
 * @param {number} code
 * @returns {Outcome}
 */
export function parseRun(output, code) {
  /** @type {Outcome} */
  const outcome = { suites: {}, failures: [], skips: [], executed: 0, finished: false, ok: false }
  let suite = ''
  let errorsOfSuites = 0
  for (const line of output.split('\n')) {
    if (!isEvent(line)) continue
    const event = parse(line)
    if (!event) continue
    if (event.event === 'suite:start') suite = event.name
    if (event.event === 'suite:end' && event.errors?.length) errorsOfSuites += 1
    if (event.event === 'test:end') count(outcome, suite, event)
    if (event.aggregates) {
      outcome.finished = true
      if (event.hasError) errorsOfSuites += 1
    }
  }
  const plain = output.replace(COLOURS, '')
  if (Object.keys(outcome.suites).length === 0) readEnding(outcome, plain)
  outcome.executed = Object.values(outcome.suites).reduce(
    (sum, { passed, failed, regression }) => sum + passed + failed + regression,
    0
  )
  outcome.problem = problemOf(outcome, plain, code, errorsOfSuites)
  outcome.ok = outcome.problem === undefined
  return outcome
}

/**
 * Counts by suite over several runs: a suite may be cut into shards.
 * @param {{ outcome: Outcome }[]} results
 * @returns {Record<string, Counts>}
 */
export function addUp(results) {
  /** @type {Record<string, Counts>} */
  const sums = {}
  for (const { outcome } of results) {
    for (const [suite, counts] of Object.entries(outcome.suites)) {
      const sum = (sums[suite] ??= { ...NONE })
      for (const kind of Object.keys(NONE)) sum[kind] += counts[kind]
    }
  }
  return sums
}

function parse(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function count(outcome, suite, event) {
  const counts = (outcome.suites[suite] ??= { ...NONE })
  const title = typeof event.title === 'string' ? event.title : (event.title?.expanded ?? '')
  const failed = event.errors?.length > 0
  if (event.isSkipped) {
    counts.skipped += 1
    outcome.skips.push({ suite, title, reason: event.skipReason ?? '' })
  } else if (event.isTodo) counts.todo += 1
  else if (failed) {
    counts.failed += 1
    outcome.failures.push(`${suite} / ${title} (${event.relativePath ?? event.filePath ?? ''})`)
  } else if (event.isFailing) counts.regression += 1
  else counts.passed += 1
}

/** `Tests  2 passed, 2 failed, 1 todo, 1 skipped, 1 regression (7)` */
function readEnding(outcome, plain) {
  const line = plain.match(/^\s*Tests\s+(.*)\(\d+\)\s*$/m)
  if (!line) return
  const counts = { ...NONE }
  for (const [, number, kind] of line[1].matchAll(/(\d+) (\w+)/g)) {
    if (kind in counts) counts[kind] = Number(number)
  }
  outcome.suites.tests = counts
  outcome.finished = true
}

function problemOf(outcome, plain, code, errorsOfSuites) {
  const failed = Object.values(outcome.suites).reduce((sum, counts) => sum + counts.failed, 0)
  if (failed) return `${failed} failed`
  if (code !== 0) return `exit code ${code}`
  if (errorsOfSuites) return 'a set-up or clean-up failed'
  if (/^\s*FAILED\s*$/m.test(plain)) return 'the run says FAILED'
  if (outcome.executed === 0) return 'no test was executed'
  if (!outcome.finished) return 'the run did not come to its end'
  return undefined
}

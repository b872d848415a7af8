import { spawn } from 'node:child_process'
import { createWriteStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { install } from './install.js'
import { takeLock } from './lock.js'
import { nodeBinary, REPO, warrenHome } from './paths.js'
import { endOrphans, signal } from './processes.js'
import { duration, Report } from './report.js'
import { checkDisk } from './settings.js'
import { Shutdown } from './shutdown.js'
import { AT_ONCE, plan, SHARD_MINUTES } from './suites.js'
import { addUp, COLOURS, isEvent, parseRun } from './summary.js'
import { Tasks } from './tasks.js'
import { TestMachine } from './test_machine.js'

const LAUNCHER_TESTS = 'tests/launcher'

/** One `npm test`: sets everything up, runs the shards, sums up, cleans up. */
export class TestRun {
  tasks = new Tasks()
  shutdown = new Shutdown(this.tasks)
  report = new Report()
  /** @type {{ name: string, outcome: import('./summary.js').Outcome, milliseconds: number }[]} */
  results = []

  /** @param {string[]} args of `npm test -- <args>` */
  constructor(args) {
    this.shards = plan(args)
    this.isWhole = args.length === 0
    this.strict = ['1', 'true'].includes(process.env.CI ?? '')
  }

  /** @returns {Promise<number>} exit code */
  async run() {
    const started = performance.now()
    this.shutdown.listen({ onFirst: () => this.report.line('\n  stopping …'), exitCode: 130 })
    try {
      await this.#prepare()
      await this.#runShards()
      if (!this.shutdown.begun) this.#sumUp(performance.now() - started)
    } catch (error) {
      if (this.shutdown.begun) return 130
      this.report.failure(error)
      return 1
    } finally {
      await this.shutdown.run()
    }
    return this.#isGreen() ? 0 : 1
  }

  async #prepare() {
    const root = warrenHome()
    const { report, tasks, shutdown } = this
    this.home = warrenHome({ WARREN_HOME: join(root, 'test') })
    shutdown.add(takeLock(this.home, { file: 'test.pid', what: 'A test run of this clone' }))
    tasks.home = this.home
    report.line(`\n  Tests of Warren in ${REPO}\n`)
    await endOrphans(this.home)
    await install({ report, home: root, tasks })
    checkDisk(root, 500)
    if (this.isWhole) await this.#testLauncher()
    this.machine = new TestMachine({ ...{ root, home: this.home }, ...{ report, tasks, shutdown } })
    await this.machine.prepare({ browser: this.shards.some((shard) => this.#needsBrowser(shard)) })
  }

  /** The launcher's own tests run on Node's runner: they need nothing that it prepares. */
  async #testLauncher() {
    const started = performance.now()
    const { code, output } = await this.#collect(
      'launcher',
      [process.execPath, '--test', '--test-reporter=tap', ...launcherTests()],
      { ...process.env }
    )
    const counts = { passed: 0, failed: 0, skipped: 0, todo: 0, regression: 0 }
    const number = (name) => Number(output.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0)
    counts.passed = number('pass')
    counts.failed = number('fail') + number('cancelled')
    counts.skipped = number('skipped')
    const problem =
      code !== 0 ? `exit code ${code}` : counts.passed === 0 ? 'no test was executed' : undefined
    this.#finished('launcher', performance.now() - started, output, {
      ...{ suites: { launcher: counts }, failures: [], skips: [], executed: counts.passed },
      ...{ finished: true, ok: !problem, problem },
    })
  }

  async #runShards() {
    const waiting = this.shards.filter((shard) => this.#canRun(shard))
    const lane = async () => {
      for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
        if (this.shutdown.begun) return
        await this.#runShard(shard)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
  }

  #needsBrowser(shard) {
    return shard.needs === 'chromium'
  }

  #canRun(shard) {
    return this.machine.chromium || !this.isWhole || !this.#needsBrowser(shard)
  }

  async #runShard(shard) {
    const started = performance.now()
    const reporters = shard.flags.some((flag) => flag.startsWith('--reporters'))
      ? []
      : ['--reporters=spec,ndjson']
    if (this.isWhole) this.report.note(shard.name, `running ${shard.suites.join(', ')} …`)
    const { code, output, tookTooLong } = await this.#collect(
      shard.name,
      [
        ...[nodeBinary(), '--import=@poppinss/ts-exec', 'bin/test.ts'],
        ...[...shard.suites, ...shard.flags, ...reporters],
      ],
      await this.machine.environmentFor(shard.name),
      { live: !this.isWhole }
    )
    if (this.shutdown.begun) return
    const outcome = parseRun(output, code)
    if (tookTooLong) {
      outcome.ok = false
      outcome.problem = `did not end within ${SHARD_MINUTES} minutes and was killed`
    }
    this.#finished(shard.name, performance.now() - started, output, outcome)
  }

  /** Runs one process of tests; its output goes to its log, and to the terminal when live. */
  #collect(name, program, env, { live = false } = {}) {
    const log = createWriteStream(join(this.home, 'logs', `${name}.log`))
    const [command, ...args] = program
    const child = spawn(command, args, {
      cwd: REPO,
      env: { ...env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const lines = []
    const take = (line) => {
      lines.push(line)
      log.write(`${line}\n`)
      if (live && !isEvent(line)) this.report.line(line)
    }
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', take)
    let tookTooLong = false
    const timer = setTimeout(() => {
      tookTooLong = true
      signal(child.pid, 'SIGKILL', { group: true })
    }, SHARD_MINUTES * 60_000)
    return this.tasks.watch(child, name).then((code) => {
      clearTimeout(timer)
      log.end()
      return { code, output: lines.join('\n'), tookTooLong }
    })
  }

  #finished(name, milliseconds, output, outcome) {
    this.results.push({ name, outcome, milliseconds })
    const { report } = this
    if (!outcome.ok && this.isWhole) {
      report.line()
      const shown = process.stdout.isTTY ? output : output.replace(COLOURS, '')
      for (const line of shown.split('\n')) if (!isEvent(line)) report.line(`  ${name} | ${line}`)
      report.line()
    }
    const text = outcome.ok ? `passed, ${outcome.executed} tests` : `FAILED: ${outcome.problem}`
    report.note(name, `${text} (${duration(milliseconds)})`)
  }

  #isGreen() {
    // Without a browser no run is whole; without Redis none is in CI.
    const lacks = this.machine.missing.some(({ what }) => what === 'chromium' || this.strict)
    return !lacks && this.results.every(({ outcome }) => outcome.ok)
  }

  #sumUp(milliseconds) {
    const { report } = this
    report.line('\n  Summary\n')
    for (const [suite, counts] of Object.entries(addUp(this.results))) {
      const parts = Object.entries(counts).filter(([, number]) => number > 0)
      report.note(suite, parts.map(([kind, number]) => `${number} ${kind}`).join(', ') || 'nothing')
    }
    for (const { name, outcome } of this.results) {
      if (!outcome.ok) report.line(`\n  ${name}: ${outcome.problem}`)
      for (const failure of outcome.failures) report.line(`    ✖ ${failure}`)
    }
    const skips = this.results.flatMap(({ outcome }) => outcome.skips)
    if (skips.length) report.line('\n  Skipped')
    for (const { suite, title, reason } of skips) {
      report.line(`    ${suite} / ${title}${reason ? `: ${reason}` : ''}`)
    }
    const { missing } = this.machine
    if (missing.length) report.line('\n  Missing on this machine')
    for (const { what, why } of missing) report.line(`    ${what}: ${why}`)
    const verdict = this.#isGreen() ? 'All green' : 'NOT green'
    report.line(
      `\n  ${verdict} after ${duration(milliseconds)}; logs in ${join(this.home, 'logs')}\n`
    )
  }
}

function launcherTests() {
  const names = readdirSync(join(REPO, LAUNCHER_TESTS))
  return names
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => `${LAUNCHER_TESTS}/${name}`)
}

import { spawn } from 'node:child_process'
import { closeSync, createWriteStream, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { appEnvironment } from './app.js'
import { applicationHash, buildAssets } from './build.js'
import { ensureChromium } from './chromium.js'
import { Cluster } from './cluster.js'
import { migrate } from './database.js'
import { install } from './install.js'
import { takeLock } from './lock.js'
import { nodeBinary, REPO, warrenHome } from './paths.js'
import { freePort } from './ports.js'
import { endOrphans, signal } from './processes.js'
import { redisAnswers, startRedis } from './redis.js'
import { duration, Report } from './report.js'
import { appKey, checkDisk } from './settings.js'
import { Shutdown } from './shutdown.js'
import { AT_ONCE, plan, SHARD_MINUTES } from './suites.js'
import { COLOURS, isEvent, parseRun } from './summary.js'
import { aptInstall, which } from './system.js'
import { Tasks } from './tasks.js'

const FIRST_PORT = 25_000
const TEMPLATE = 'warren_template'
const LAUNCHER_TESTS = 'tests/launcher'

/** One `npm test`: sets everything up, runs the shards, sums up, cleans up. */
export class TestRun {
  tasks = new Tasks()
  shutdown = new Shutdown(this.tasks)
  report = new Report()
  ports = new Set()
  /** @type {{ what: string, why: string }[]} what the machine did not have */
  missing = []
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
    const { report, tasks } = this
    this.root = root
    this.home = warrenHome({ WARREN_HOME: join(root, 'test') })
    this.shutdown.add(takeLock(this.home, { file: 'test.pid', what: 'A test run of this clone' }))
    tasks.home = this.home
    report.line(`\n  Tests of Warren in ${REPO}\n`)
    await endOrphans(this.home)
    await install({ report, home: root, tasks })
    checkDisk(root, 500)
    if (this.isWhole) await this.#testLauncher()
    // One apt-get at a time; the database and the pages do not wait for it.
    await Promise.all([
      this.#findChromium().then(() => this.#findRedis()),
      this.#startDatabase(),
      buildAssets({ report, home: root, tasks }),
    ])
    await this.#makeTemplate()
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

  async #findChromium() {
    if (!this.shards.some((shard) => shard.needs === 'chromium')) return
    await this.report.step('chromium', async (say) => {
      const found = await ensureChromium({
        say: (text) => this.report.note('chromium', text),
        log: join(this.home, 'logs', 'chromium.log'),
        run: (command, args, options) => this.#command(command, args, options),
        node: nodeBinary(),
        playwright: join(REPO, 'node_modules', 'playwright', 'cli.js'),
      })
      this.chromium = found.path
      if (found.missing) this.missing.push({ what: 'browser suite', why: found.missing })
      say(found.path ?? 'missing; the browser suite cannot run')
    })
  }

  async #findRedis() {
    await this.report.step('redis', async (say) => {
      const given = process.env.REDIS_URL
      if (given && (await redisAnswers(given))) {
        this.redisUrl = given
        return say('using REDIS_URL')
      }
      if (!which('redis-server') && process.getuid?.() === 0 && which('apt-get')) {
        this.report.note('redis', 'installing with apt-get …')
        await aptInstall(['redis-server'], {
          log: join(this.home, 'logs', 'redis-install.log'),
          run: (command, args, options) => this.#command(command, args, options),
        })
      }
      const server = await startRedis({ home: this.home })
      if (server) {
        this.shutdown.add(() => server.stop())
        this.redisUrl = server.url
        return say(`ready on ${server.url}`)
      }
      this.missing.push({
        what: 'tests on the redis drivers',
        why: 'no Redis answers at REDIS_URL, there is no redis-server, and it could not be installed',
      })
      say('none; the tests on its drivers are skipped')
    })
  }

  async #startDatabase() {
    this.cluster = new Cluster({
      home: this.home,
      name: 'test-pg',
      careless: true,
      onDeath: (how, log) => this.report.line(`  The test database ${how}\n${log}`),
    })
    this.shutdown.add(({ hurry }) => this.cluster.stop({ hurry }))
    await this.report.step('database', async (say) => {
      await this.cluster.start()
      say(`ready on 127.0.0.1:${this.cluster.port}`)
    })
  }

  async #makeTemplate() {
    const { cluster } = this
    await this.report.step('template', async (say) => {
      const hash = applicationHash()
      const known = await cluster.asSuperuser('postgres', (client) =>
        client.query(
          `select shobj_description(oid, 'pg_database') as hash from pg_database where datname = $1`,
          [TEMPLATE]
        )
      )
      if (known.rows[0]?.hash === hash) return say('schema up to date')
      await cluster.dropDatabase(TEMPLATE)
      await cluster.ensureDatabase(TEMPLATE)
      const ran = await migrate({
        url: cluster.url(TEMPLATE),
        env: await this.#environment('template', cluster.url(TEMPLATE)),
        cwd: REPO,
        log: join(this.home, 'logs', 'migrate.log'),
        tasks: this.tasks,
        // The generated schema is part of the sources; a test run does not write there.
        flags: ['--no-schema-generate'],
      })
      await cluster.asSuperuser('postgres', (client) =>
        client.query(`comment on database ${TEMPLATE} is '${hash}'`)
      )
      say(`${ran} migrations`)
    })
  }

  async #environment(name, databaseUrl) {
    const port = () => freePort(FIRST_PORT, { except: this.ports })
    const base = { ...process.env }
    // The suites run on the database drivers; tests of the redis drivers ask for theirs by name.
    for (const key of ['REDIS_URL', 'SMTP_URL', 'APP_URL', 'LOG_LEVEL']) delete base[key]
    const home = warrenHome({ WARREN_HOME: join(this.home, name) })
    return appEnvironment({
      ...{ base, mode: 'test', home, host: '127.0.0.1', appDomain: 'localhost' },
      ...{ appKey: appKey(home, {}), databaseUrl, sandbox: true },
      ...{ port: await port(), sandboxPort: await port(), sandboxSmtpPort: await port() },
      more: {
        LOG_LEVEL: 'fatal',
        ...(this.redisUrl && { TEST_REDIS_URL: this.redisUrl }),
        ...(this.chromium && { CHROMIUM_PATH: this.chromium }),
      },
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

  #canRun(shard) {
    return this.chromium || shard.needs !== 'chromium' || !this.isWhole
  }

  async #runShard(shard) {
    const started = performance.now()
    const database = `warren_${shard.name}`
    await this.cluster.dropDatabase(database)
    await this.cluster.ensureDatabase(database, { template: TEMPLATE })
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
      await this.#environment(shard.name, this.cluster.url(database)),
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

  /** One program to its end, with its output appended to a log. */
  #command(command, args, { log, env = process.env }) {
    const output = openSync(log, 'a')
    const child = spawn(command, args, {
      cwd: REPO,
      env,
      stdio: ['ignore', output, output],
      detached: true,
    })
    closeSync(output)
    return this.tasks.watch(child, command).catch(() => 1)
  }

  #isGreen() {
    const needed = this.missing.filter((it) => this.#isNeeded(it))
    return this.results.every(({ outcome }) => outcome.ok) && needed.length === 0
  }

  /** Without a browser no run is whole; without Redis none is in CI. */
  #isNeeded({ what }) {
    return what === 'browser suite' || this.strict
  }

  #sumUp(milliseconds) {
    const { report } = this
    report.line('\n  Summary\n')
    for (const { outcome } of this.results) {
      for (const [suite, counts] of Object.entries(outcome.suites)) {
        const parts = Object.entries(counts).filter(([, number]) => number > 0)
        report.note(
          suite,
          parts.map(([kind, number]) => `${number} ${kind}`).join(', ') || 'nothing'
        )
      }
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
    if (this.missing.length) report.line('\n  Missing on this machine')
    for (const it of this.missing) report.line(`    ${it.what}: ${it.why}`)
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

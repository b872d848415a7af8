import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appEnvironment } from './app.js'
import { applicationHash, buildAssets } from './build.js'
import { ensureChromium } from './chromium.js'
import { Cluster } from './cluster.js'
import { migrate } from './database.js'
import { nodeBinary, REPO, warrenHome } from './paths.js'
import { freePort } from './ports.js'
import { redisAnswers, startRedis } from './redis.js'
import { appKey } from './settings.js'
import { aptInstall, which } from './system.js'

const FIRST_PORT = 25_000
const TEMPLATE = 'warren_template'

/** What the suites run on: browser, Redis, database with a migrated template, compiled pages. */
export class TestMachine {
  /** @type {{ what: 'chromium' | 'redis', why: string }[]} what could not be had */
  missing = []
  /** @type {string | undefined} */
  chromium
  /** @type {string | undefined} */
  redisUrl
  #ports = new Set()

  /**
   * @param {{ root: string, home: string, report: import('./report.js').Report,
   *   tasks: import('./tasks.js').Tasks, shutdown: import('./shutdown.js').Shutdown }} options
   *   `root`: WARREN_HOME; `home`: the tests' folder in it
   */
  constructor({ root, home, report, tasks, shutdown }) {
    this.root = root
    this.home = home
    this.report = report
    this.tasks = tasks
    this.shutdown = shutdown
  }

  /** @param {{ browser: boolean }} options whether a browser is needed */
  async prepare({ browser }) {
    const { report, root, tasks } = this
    // One apt-get at a time; the database and the pages do not wait for it.
    const fromOutside = async () => {
      if (browser) await this.#findChromium()
      await this.#findRedis()
    }
    await Promise.all([
      fromOutside(),
      this.#startDatabase(),
      buildAssets({ report, home: root, tasks }),
    ])
    await this.#makeTemplate()
  }

  /**
   * A shard's own database, ports and folders, as environment.
   * @param {string} name
   */
  async environmentFor(name) {
    const database = `warren_${name}`
    await this.cluster.dropDatabase(database)
    await this.cluster.ensureDatabase(database, { template: TEMPLATE })
    return this.#environment(name, this.cluster.url(database))
  }

  async #findChromium() {
    await this.report.step('chromium', async (say) => {
      const found = await ensureChromium({
        say: (text) => this.report.note('chromium', text),
        log: join(this.home, 'logs', 'chromium.log'),
        run: this.#command,
        node: nodeBinary(),
        playwright: join(REPO, 'node_modules', 'playwright', 'cli.js'),
      })
      this.chromium = found.path
      if (found.missing) this.missing.push({ what: 'chromium', why: found.missing })
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
          run: this.#command,
        })
      }
      const server = await startRedis({ home: this.home })
      if (server) {
        this.shutdown.add(() => server.stop())
        this.redisUrl = server.url
        return say(`ready on ${server.url}`)
      }
      this.missing.push({
        what: 'redis',
        why: 'The tests on its drivers were skipped: none answers at REDIS_URL, and redis-server is neither there nor could it be installed.',
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
    const port = () => freePort(FIRST_PORT, { except: this.#ports })
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
        ...(name !== 'browser' && { TMPDIR: emptyFolder(join(home, 'tmp')) }),
        ...(this.redisUrl && { TEST_REDIS_URL: this.redisUrl }),
        ...(this.chromium && { CHROMIUM_PATH: this.chromium }),
      },
    })
  }

  /** One program to its end, with its output appended to a log. */
  #command = (command, args, { log, env = process.env }) => {
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
}

/** What tests leave in their temporary folder is theirs: it goes with the next run, and fills nobody's /tmp. */
function emptyFolder(path) {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true })
  return path
}

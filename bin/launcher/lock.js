import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from './problem.js'
import { isAlive, readRecord, recordOf, writeRecord } from './processes.js'

/**
 * One launcher per WARREN_HOME. Throws when another one runs; takes over from one that was killed.
 * @param {string} home
 * @param {{ file?: string, url?: string, what?: string }} options
 * @returns {() => void} gives the lock back
 */
export function takeLock(home, { file = 'launcher.pid', url, what = 'Warren' } = {}) {
  const path = join(home, file)
  const mine = recordOf(process.pid, what, { url })
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeRecord(path, mine, { flag: 'wx' })
      return () => {
        if (readRecord(path)?.pid === process.pid) rmSync(path, { force: true })
      }
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const other = readRecord(path)
    if (other && isAlive(other)) {
      const where = other.url ? ` at ${other.url}` : ''
      throw new Problem(`${other.name} is already running${where} (process ${other.pid}).`, {
        hint: `Use it, or stop it with Ctrl-C in its terminal or: kill ${other.pid}`,
      })
    }
    // Empty for the blink in which its owner writes it; a file that stays empty is nobody's.
    if (other || attempt > 1 || readFileSync(path, 'utf8') !== '') rmSync(path, { force: true })
  }
  throw new Problem(`${path} cannot be taken over.`, { hint: 'Remove it and try again.' })
}

/**
 * The same for work that is worth waiting for.
 * @param {string} folder made when it is missing
 * @param {{ file: string, what: string, onWait: () => void, pause?: number }} options
 * @returns {Promise<() => void>} gives the lock back
 */
export async function waitForLock(folder, { file, what, onWait, pause = 500 }) {
  mkdirSync(folder, { recursive: true })
  for (let told = false; ; told = true) {
    try {
      return takeLock(folder, { file, what })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (!told) onWait()
      await sleep(pause)
    }
  }
}

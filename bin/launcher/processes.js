import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {{ pid: number, born: string, name: string, url?: string }} Record a process as its pid
 *   file remembers it. The pid alone would name a stranger once the system has given it out again.
 */

/**
 * When a process was born, in a form that only has to be compared.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process (or only its zombie)
 */
export function bornAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces and parentheses of its own.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    // Field 22 counts ticks since boot, so the boot belongs to it.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
  } catch (error) {
    if (process.platform === 'linux' && error.code !== 'EACCES') return undefined
  }
  const asked = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return asked.stdout?.trim() || undefined
}

/** @param {Record} record */
export function isAlive(record) {
  const born = bornAt(record.pid)
  return born !== undefined && born === record.born
}

/** @returns {Record} */
export function recordOf(pid, name, more = {}) {
  return { pid, born: bornAt(pid) ?? '', name, ...more }
}

/**
 * @param {string} file
 * @returns {Record | undefined}
 */
export function readRecord(file) {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8'))
    return Number.isInteger(record.pid) && record.pid > 1 ? record : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {string} file
 * @param {Record} record
 * @param {{ flag?: string }} [options]
 */
export function writeRecord(file, record, { flag = 'w' } = {}) {
  writeFileSync(file, JSON.stringify(record), { flag })
}

/** @returns {Promise<boolean>} whether the condition came true in time */
export async function until(condition, milliseconds, pause = 25) {
  const deadline = performance.now() + milliseconds
  for (;;) {
    if (await condition()) return true
    if (performance.now() >= deadline) return false
    await sleep(pause)
  }
}

/** Signals a process, or the group that it leads. A process that is gone is no error. */
export function signal(pid, name, { group = false } = {}) {
  try {
    process.kill(group ? -pid : pid, name)
    return true
  } catch {
    return false
  }
}

/**
 * Ends a process that is certainly ours.
 * @param {Record} record
 * @param {{ grace?: number }} [options] milliseconds between the request and the force
 */
export async function endRecorded(record, { grace = 5000 } = {}) {
  if (!isAlive(record)) return false
  signal(record.pid, 'SIGTERM', { group: true })
  if (!(await until(() => !isAlive(record), grace))) {
    signal(record.pid, 'SIGKILL', { group: true })
    await until(() => !isAlive(record), 2000)
  }
  return true
}

/**
 * Ends what a killed launcher left behind.
 * @param {string} home
 * @returns {Promise<string[]>} names of the processes that were still there
 */
export async function endOrphans(home, { grace = 5000 } = {}) {
  const folder = join(home, 'run')
  const files = readdirSync(folder).filter((name) => name.endsWith('.pid'))
  const ended = await Promise.all(
    files.map(async (name) => {
      const file = join(folder, name)
      const record = readRecord(file)
      const was = record ? await endRecorded(record, { grace }) : false
      rmSync(file, { force: true })
      return was ? record.name : undefined
    })
  )
  return ended.filter((name) => name !== undefined)
}

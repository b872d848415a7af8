import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runFrom, WORKSHOP } from './paths.js'
import { isAlive, readRecord, recordOf, writeRecord } from './processes.js'

const BUILDS = join(WORKSHOP, 'builds')
/** Who runs from a build, a pid file each. */
const USERS = '.users'

/** Where tsconfig.launcher.json sends a build while it is made. */
export const STAGING = join(WORKSHOP, 'staging')

/**
 * The folder of a state of the sources.
 * @param {string} hash
 */
export function buildFolder(hash) {
  return join(BUILDS, hash.slice(0, 16))
}

/** @param {string} folder */
export function isBuilt(folder) {
  return existsSync(join(folder, 'bin', 'server.js')) && existsSync(join(folder, 'ace.js'))
}

/**
 * Puts the whole build where it belongs, in one step.
 * @param {string} folder
 */
export function placeBuild(folder) {
  mkdirSync(BUILDS, { recursive: true })
  // What a removal left half done.
  rmSync(folder, { recursive: true, force: true })
  renameSync(STAGING, folder)
}

/**
 * Makes this launcher a user of a build, and removes those that nobody uses any more.
 * @param {string} folder
 */
export function useBuild(folder) {
  mkdirSync(join(folder, USERS), { recursive: true })
  forgetDead(join(folder, USERS))
  writeRecord(join(folder, USERS, `${process.pid}.pid`), recordOf(process.pid, 'Warren'))
  runFrom(folder)
  removeUnused(BUILDS, folder)
}

/**
 * @param {string} builds
 * @param {string} current stays, used or not
 */
export function removeUnused(builds, current) {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name)
    if (folder !== current && !isUsed(folder)) rmSync(folder, { recursive: true, force: true })
  }
}

function isUsed(folder) {
  const users = join(folder, USERS)
  if (!existsSync(users)) return false
  forgetDead(users)
  return readdirSync(users).length > 0
}

function forgetDead(users) {
  for (const name of readdirSync(users)) {
    const record = readRecord(join(users, name))
    if (!record || !isAlive(record)) rmSync(join(users, name), { force: true })
  }
}

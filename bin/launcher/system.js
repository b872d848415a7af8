import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const POLICY = '/usr/sbin/policy-rc.d'

/** @returns {string | undefined} path of a program of the PATH */
export function which(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/**
 * Runs apt-get as root without letting packages start their services.
 * @param {string[]} packages
 * @param {{ log: string, run: (command: string, args: string[], options: { env: NodeJS.ProcessEnv, log: string }) => Promise<number> }} options
 * @returns {Promise<boolean>}
 */
export async function aptInstall(packages, { log, run }) {
  if (process.getuid?.() !== 0 || !which('apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const guarded = !existsSync(POLICY)
  if (guarded) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const install = ['install', '-y', '--no-install-recommends', ...packages]
    if ((await run('apt-get', ['update', '-qq'], { env, log })) !== 0) return false
    return (await run('apt-get', ['-qq', ...install], { env, log })) === 0
  } finally {
    if (guarded) rmSync(POLICY, { force: true })
  }
}

/** Whether a program runs at all: some packages are only pointers to something else. */
export function works(path, args = ['--version']) {
  return spawnSync(path, args, { stdio: 'ignore', timeout: 20_000 }).status === 0
}

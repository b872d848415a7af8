import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem } from './problem.js'

/** Folder of the clone, with every symlink resolved. */
export const REPO = realpathSync(fileURLToPath(new URL('../../', import.meta.url))).replace(
  /(.)\/+$/,
  '$1'
)

/** What the launcher keeps for this clone, whichever WARREN_HOME it runs with. */
export const WORKSHOP = join(REPO, '.launcher')

/** The build that this launcher runs, once it is known: see build.js. `build/` itself is not ours. */
export let BUILD = join(WORKSHOP, 'builds', 'none')

/** @param {string} folder */
export function runFrom(folder) {
  BUILD = folder
}

/**
 * Folder of everything that a run leaves behind, there or not.
 * @param {NodeJS.ProcessEnv} env
 */
export function homeFolder(env = process.env) {
  return env.WARREN_HOME ? resolve(REPO, env.WARREN_HOME) : join(REPO, '.warren')
}

/**
 * The same folder, made when it is missing.
 * @param {NodeJS.ProcessEnv} env
 */
export function warrenHome(env = process.env) {
  const home = homeFolder(env)
  try {
    // 755: the database's own user has to walk through; secrets inside are 600.
    mkdirSync(join(home, 'run'), { recursive: true, mode: 0o755 })
    mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o755 })
    for (const folder of [home, join(home, 'run'), join(home, 'logs')]) {
      accessSync(folder, constants.W_OK)
    }
  } catch (error) {
    throw new Problem(`WARREN_HOME: cannot write in ${home} (${error.code ?? error.message})`, {
      hint: 'Give this user the right to write there, or set WARREN_HOME to another folder.',
    })
  }
  return home
}

/** The Node that runs the application: the one that npm installed, never the system's older one. */
export function nodeBinary() {
  const bundled = join(REPO, 'node_modules', 'node', 'bin', 'node')
  if (existsSync(bundled)) return realpathSync(bundled)
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Problem(
    `Warren runs on Node 24; this is ${process.version} and node_modules/node has no binary.`,
    { hint: 'Remove node_modules and run the command again with install scripts allowed.' }
  )
}

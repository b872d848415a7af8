import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem } from './problem.js'

/** Folder of the clone, with every symlink resolved. */
export const REPO = realpathSync(fileURLToPath(new URL('../../', import.meta.url))).replace(
  /(.)\/+$/,
  '$1'
)

/** Where `node ace build` writes. */
export const BUILD = join(REPO, 'build')

/**
 * Folder of everything that a run leaves behind. Made when it is missing.
 * @param {NodeJS.ProcessEnv} env
 */
export function warrenHome(env = process.env) {
  const home = env.WARREN_HOME ? resolve(REPO, env.WARREN_HOME) : join(REPO, '.warren')
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

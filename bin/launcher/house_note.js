import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VARIABLES } from './environment.js'
import { homeFolder } from './paths.js'
import { Problem } from './problem.js'
import { isAlive, readRecord } from './processes.js'

/** What a house tells of its environment, for Ace commands beside it. Holds secrets. */
const FILE = 'house.json'
/** Where there is no database, there is nothing that it could encrypt. */
const NO_KEY = 'a-key-that-encrypts-nothing'

/**
 * @param {string} home
 * @param {NodeJS.ProcessEnv} env of the application's processes
 */
export function noteHouse(home, env) {
  const names = [...VARIABLES, 'WARREN_EVALUATION', 'TZ'].filter((name) => env[name])
  const note = Object.fromEntries(names.map((name) => [name, env[name]]))
  const file = join(home, FILE)
  // A new file, because an old one keeps its mode.
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 })
}

/** @param {string} home */
export function forgetHouse(home) {
  rmSync(join(home, FILE), { force: true })
}

/**
 * The environment of the house that runs on WARREN_HOME, as an Ace command from the sources needs
 * it; undefined when none runs, or none is far enough.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv | undefined}
 */
export function houseEnvironment(env = process.env) {
  const home = homeFolder(env)
  const launcher = readRecord(join(home, 'launcher.pid'))
  const file = join(home, FILE)
  if (!launcher || !isAlive(launcher) || !existsSync(file)) return undefined
  try {
    return { ...JSON.parse(readFileSync(file, 'utf8')), NODE_ENV: 'development' }
  } catch (error) {
    throw new Problem(`${file} cannot be read (${error.code ?? error.message}).`, {
      hint: 'Run the command as the user who started Warren.',
    })
  }
}

/**
 * The same without a house: what `npm start` would take. Without a database of its own it is enough
 * to load the application; with one, secrets are read and written with the key of WARREN_HOME only.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function plainEnvironment(env = process.env) {
  const home = homeFolder(env)
  const keyFile = join(home, 'app.key')
  return {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: '3333',
    APP_DOMAIN: 'localhost',
    WARREN_HOME: home,
    TZ: 'UTC',
    ...(existsSync(keyFile) && { APP_KEY: readFileSync(keyFile, 'utf8').trim() }),
    ...(!env.DATABASE_URL && { APP_KEY: NO_KEY, DATABASE_URL: 'postgres://127.0.0.1:1/none' }),
  }
}

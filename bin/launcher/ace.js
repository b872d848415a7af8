import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { houseEnvironment, plainEnvironment } from './house_note.js'
import { nodeBinary, REPO } from './paths.js'
import { Problem } from './problem.js'
import { loadDotEnv } from './settings.js'

/** These read no environment, or make their own; a build must not become one for development. */
const ALONE = /^(|list|help|add|build|configure|eject|env:.+|generate:key|test)$/
/** These load the application and ask no database. */
const WITHOUT_DATABASE =
  /^(codegen|events:list|inspect:.+|list:.+|make:.+|permissions:list|types:.+|generate:.+)$/

/**
 * Makes this process fit for an Ace command of the clone: the Node that npm installed, and beside
 * `npm start` the environment of the house that runs on WARREN_HOME. What is set goes first.
 * @param {string[]} args of `node ace <args>`
 */
export async function prepareAce(args) {
  try {
    if (!existsSync(join(REPO, 'node_modules', '@poppinss', 'ts-exec'))) {
      throw new Problem('Nothing is installed yet: run npm start, or npm ci.')
    }
    if (Number(process.versions.node.split('.')[0]) < 24) await runOnInstalledNode()
    fillEnvironment(args)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    process.stderr.write(`${[error.message, error.hint].filter(Boolean).join('\n')}\n`)
    process.exit(1)
  }
}

function fillEnvironment(args) {
  const command = args.find((arg) => !arg.startsWith('-')) ?? ''
  if (ALONE.test(command)) return
  loadDotEnv()
  const isHelp = args.includes('--help') || args.includes('-h')
  const house = houseEnvironment()
  const given = process.env.DATABASE_URL
  const isOurs = house && (!given || given === house.DATABASE_URL)
  if (!isOurs && !given && !isHelp && !WITHOUT_DATABASE.test(command)) {
    throw new Problem(
      'The embedded database is not running: run npm start and wait until it is ready, or set DATABASE_URL.'
    )
  }
  for (const [name, value] of Object.entries(isOurs ? house : plainEnvironment())) {
    process.env[name] ||= value
  }
}

/** Runs the same command under the other Node and leaves as it left. Never resolves. */
function runOnInstalledNode() {
  const child = spawn(nodeBinary(), [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  return new Promise((_resolve, reject) => {
    child.once('error', (error) => reject(new Problem(`Node did not start: ${error.message}`)))
    child.once('exit', (code, by) => {
      if (code !== null) process.exit(code)
      process.removeAllListeners(by)
      process.kill(process.pid, by)
    })
  })
}

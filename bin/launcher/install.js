import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { excerpt } from './child.js'
import { waitForLock } from './lock.js'
import { nodeBinary, REPO, WORKSHOP } from './paths.js'
import { Problem } from './problem.js'
import { checkDisk } from './settings.js'

const STAMP = join(REPO, 'node_modules', '.warren-lock-hash')

/** Identity of the installed tree that package-lock.json asks for on this kind of machine. */
export function lockHash(lock) {
  return createHash('sha256')
    .update(lock)
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
}

/**
 * Whether npm's own note of what it installed (`node_modules/.package-lock.json`) fulfils the lock.
 * Optional packages (other platforms' binaries) may be absent.
 */
export function fulfils(installed, wanted) {
  return Object.entries(wanted.packages ?? {}).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true
    const there = installed.packages?.[path]
    return there ? there.version === version : Boolean(optional)
  })
}

/** Whether `npm ci` has to run first. */
export function installIsNeeded() {
  const lock = readFileSync(join(REPO, 'package-lock.json'))
  if (!existsSync(join(REPO, 'node_modules', '.package-lock.json'))) return true
  const hash = lockHash(lock)
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return false
  try {
    const note = readFileSync(join(REPO, 'node_modules', '.package-lock.json'), 'utf8')
    if (!fulfils(JSON.parse(note), JSON.parse(String(lock)))) return true
  } catch {
    return true
  }
  writeFileSync(STAMP, hash)
  return false
}

/**
 * Installs the dependencies when the lock file asks for others than there are.
 * @param {{ report: import('./report.js').Report, home: string, tasks: import('./tasks.js').Tasks }} options
 */
export async function install({ report, home, tasks }) {
  const needed = installIsNeeded()
  checkDisk(REPO, needed ? 1500 : 200)
  await report.step('install', async (say) => {
    if (!needed) return say('dependencies are there')
    // `npm start` and `npm test` may begin together; two installs would remove each other's files.
    const release = await waitForLock(WORKSHOP, {
      ...{ file: 'install.pid', what: 'Another install' },
      onWait: () => report.note('install', 'waiting for another install of this clone …'),
    })
    try {
      if (!installIsNeeded()) return say('dependencies are there')
      report.note('install', 'fetching dependencies with npm ci; this takes a minute or two …')
      const log = join(home, 'logs', 'install.log')
      const code = await runNpmCi(log, tasks)
      if (code !== 0) {
        throw new Problem(`npm ci failed (exit code ${code}).`, {
          // npm says first what is wrong; its manual follows.
          log: excerpt(log, { first: 12, last: 0 }),
          hint: `All of its output is in ${log}. Check the network and the disk, then run it again.`,
        })
      }
      nodeBinary()
      writeFileSync(STAMP, lockHash(readFileSync(join(REPO, 'package-lock.json'))))
      say('dependencies installed')
    } finally {
      release()
    }
  })
}

function runNpmCi(log, tasks) {
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // The npm that runs us is the npm to use; on its own, `node bin/start.js` finds one on the PATH.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? process.env.npm_execpath
    : undefined
  const output = openSync(log, 'w')
  const child = spawn(npm ? process.execPath : 'npm', npm ? [npm, ...flags] : flags, {
    cwd: REPO,
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  return tasks.watch(child, 'npm')
}

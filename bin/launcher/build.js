import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { excerpt } from './child.js'
import { buildFolder, isBuilt, placeBuild, STAGING, useBuild } from './builds.js'
import { waitForLock } from './lock.js'
import { nodeBinary, REPO, WORKSHOP } from './paths.js'
import { Problem } from './problem.js'
import { endRecorded, readRecord, recordOf, writeRecord } from './processes.js'

/** What `node ace build` reads. */
const APPLICATION = [
  ...[
    'app',
    'config',
    'start',
    'database',
    'inertia',
    'resources',
    'public',
    'bin/*.ts',
    'bin/launcher/environment.js',
  ],
  ...['adonisrc.ts', 'vite.config.ts', 'tsconfig*.json', 'package.json'],
  ...['package-lock.json'],
]
/** What Vite alone reads: enough for tests, which run the application from its sources. */
const ASSETS = [
  ...['inertia', 'resources', '.adonisjs/client', 'vite.config.ts', 'package-lock.json'],
  ...['app/**/*.vue'],
]
/** Pid file of the build that runs. */
const BUILDING = join(WORKSHOP, 'building.pid')
const ASSETS_STAMP = join(WORKSHOP, 'assets.hash')
const MANIFEST = join(REPO, 'public', 'assets', '.vite', 'manifest.json')
/** Made by the build itself, so they say nothing about its sources. */
const PRODUCTS = /^public\/(assets|hot)$|\/(auto-imports|components)\.d\.ts$/

/**
 * Hash over the names and contents of files. `folder`, `folder/*.ext`, `folder/**\/*.ext`, `name*.ext`.
 * @param {string} root
 * @param {string[]} patterns
 */
export function sourcesHash(root, patterns) {
  const hash = createHash('sha256')
  for (const file of [...new Set(patterns.flatMap((pattern) => filesOf(root, pattern)))].sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesOf(root, pattern) {
  if (!pattern.includes('*')) return walk(root, pattern)
  const cut = pattern.lastIndexOf('/')
  const folder = cut === -1 ? '.' : pattern.slice(0, cut).replace(/\/\*\*$/, '')
  const [start, end] = pattern.slice(cut + 1).split('*')
  const fits = (name) => name.startsWith(start) && name.endsWith(end)
  if (pattern.includes('/**/')) return walk(root, folder).filter((file) => fits(lastPart(file)))
  return readdirSync(join(root, folder))
    .filter(fits)
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
}

function walk(root, path) {
  if (PRODUCTS.test(path) || !existsSync(join(root, path))) return []
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => walk(root, `${path}/${name}`))
}

function lastPart(file) {
  return file.slice(file.lastIndexOf('/') + 1)
}

/**
 * Builds the application when its sources have changed, into a folder of its own: other houses of
 * this clone go on in theirs. From then on BUILD is that folder.
 * @param {{ report: import('./report.js').Report, home: string, tasks: import('./tasks.js').Tasks }} options
 */
export async function build({ report, home, tasks }) {
  await report.step('build', async (say) => {
    const release = await waitForLock(WORKSHOP, {
      ...{ file: 'build.pid', what: 'Another build' },
      onWait: () => report.note('build', 'waiting for another build of this clone …'),
    })
    try {
      await endForsaken()
      // The hash from before: what is saved while the build runs is for the next one.
      const folder = buildFolder(sourcesHash(REPO, APPLICATION))
      const isThere = isBuilt(folder)
      if (!isThere) {
        report.note('build', 'compiling the application and its pages …')
        await compile(folder, { home, tasks })
      }
      useBuild(folder)
      say(isThere ? 'up to date' : 'compiled')
    } finally {
      release()
    }
  })
}

/** The build of a launcher that was killed, with whatever WARREN_HOME: it would write among ours. */
async function endForsaken() {
  const record = readRecord(BUILDING)
  if (record) await endRecorded(record)
  rmSync(BUILDING, { force: true })
}

/** Beside, and in its place only when it is whole. */
async function compile(folder, { home, tasks }) {
  const assetsHash = sourcesHash(REPO, ASSETS)
  await runNode(['ace.js', 'build', '--ignore-ts-errors', '--tsconfig=tsconfig.launcher.json'], {
    log: join(home, 'logs', 'build.log'),
    what: 'The build',
    tasks,
    env: { ...process.env, NODE_ENV: 'production' },
    proof: () => isBuilt(STAGING),
    record: BUILDING,
  })
  rmSync(BUILDING, { force: true })
  placeBuild(folder)
  writeFileSync(ASSETS_STAMP, assetsHash)
}

/**
 * Builds the front end alone when its sources have changed.
 * @param {{ report: import('./report.js').Report, home: string, tasks: import('./tasks.js').Tasks }} options
 */
export async function buildAssets({ report, home, tasks }) {
  await report.step('pages', async (say) => {
    const release = await waitForLock(WORKSHOP, {
      ...{ file: 'build.pid', what: 'Another build' },
      onWait: () => report.note('pages', 'waiting for another build of this clone …'),
    })
    try {
      const hash = sourcesHash(REPO, ASSETS)
      if (existsSync(MANIFEST) && read(ASSETS_STAMP) === hash) return say('up to date')
      report.note('pages', 'compiling the front end …')
      await runNode([join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--app'], {
        log: join(home, 'logs', 'assets.log'),
        what: 'The build of the front end',
        tasks,
        env: { ...process.env, NODE_ENV: 'production' },
        proof: () => existsSync(MANIFEST),
      })
      writeFileSync(ASSETS_STAMP, hash)
      say('compiled')
    } finally {
      release()
    }
  })
}

/**
 * Runs a Node program to its end with its output in a log; a failure shows the end of that log.
 * @param {string[]} args
 * @param {{ log: string, what: string, tasks: import('./tasks.js').Tasks, env: NodeJS.ProcessEnv, cwd?: string, record?: string, proof?: () => boolean }} options
 *   `record`: pid file that names it while it runs; `proof`: whether it did what it should; some Ace
 *   commands fail with exit code 0
 */
export async function runNode(
  args,
  { log, what, tasks, env, cwd = REPO, record, proof = () => true }
) {
  const output = openSync(log, 'w')
  const child = spawn(nodeBinary(), args, {
    cwd,
    env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  if (record && child.pid) writeRecord(record, recordOf(child.pid, what))
  const code = await tasks.watch(child, what)
  if (code === 0 && proof()) return
  throw new Problem(`${what} failed (exit code ${code}).`, {
    log: excerpt(log),
    hint: `All of its output is in ${log}.`,
  })
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Identity of everything that the application is made of. */
export function applicationHash() {
  return sourcesHash(REPO, APPLICATION)
}

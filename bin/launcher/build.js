import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { excerpt } from './child.js'
import { BUILD, nodeBinary, REPO } from './paths.js'
import { Problem } from './problem.js'

/** What `node ace build` reads. */
const APPLICATION = [
  ...['app', 'config', 'start', 'database', 'inertia', 'resources', 'public', 'bin/*.ts'],
  ...['adonisrc.ts', 'vite.config.ts', 'tsconfig*.json', 'package.json'],
  ...['package-lock.json'],
]
/** What Vite alone reads: enough for tests, which run the application from its sources. */
const ASSETS = [
  ...['inertia', 'resources', '.adonisjs/client', 'vite.config.ts', 'package-lock.json'],
  ...['app/**/*.vue'],
]
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
 * Builds the application into `build/` when its sources have changed.
 * @param {{ report: import('./report.js').Report, home: string, tasks: import('./tasks.js').Tasks }} options
 */
export async function build({ report, home, tasks }) {
  const stamp = join(home, 'build.hash')
  const hash = sourcesHash(REPO, APPLICATION)
  const assetsHash = sourcesHash(REPO, ASSETS)
  await report.step('build', async (say) => {
    if (existsSync(join(BUILD, 'bin', 'server.js')) && read(stamp) === hash)
      return say('up to date')
    report.note('build', 'compiling the application and its pages …')
    await runNode(['ace.js', 'build', '--ignore-ts-errors'], {
      log: join(home, 'logs', 'build.log'),
      what: 'The build',
      tasks,
      env: { ...process.env, NODE_ENV: 'production' },
      proof: () => existsSync(join(BUILD, 'bin', 'server.js')),
    })
    // The hashes from before: what was saved while the build ran is for the next one.
    writeFileSync(stamp, hash)
    writeFileSync(join(home, 'assets.hash'), assetsHash)
    say('compiled')
  })
}

/**
 * Builds the front end alone when its sources have changed.
 * @param {{ report: import('./report.js').Report, home: string, tasks: import('./tasks.js').Tasks }} options
 */
export async function buildAssets({ report, home, tasks }) {
  const stamp = join(home, 'assets.hash')
  const hash = sourcesHash(REPO, ASSETS)
  await report.step('pages', async (say) => {
    if (existsSync(MANIFEST) && read(stamp) === hash) return say('up to date')
    report.note('pages', 'compiling the front end …')
    await runNode([join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--app'], {
      log: join(home, 'logs', 'assets.log'),
      what: 'The build of the front end',
      tasks,
      env: { ...process.env, NODE_ENV: 'production' },
      proof: () => existsSync(MANIFEST),
    })
    writeFileSync(stamp, hash)
    say('compiled')
  })
}

/**
 * Runs a Node program to its end with its output in a log; a failure shows the end of that log.
 * @param {string[]} args
 * @param {{ log: string, what: string, tasks: import('./tasks.js').Tasks, env: NodeJS.ProcessEnv, cwd?: string, proof?: () => boolean }} options
 *   `proof`: whether it did what it should; some Ace commands fail with exit code 0
 */
export async function runNode(args, { log, what, tasks, env, cwd = REPO, proof = () => true }) {
  const output = openSync(log, 'w')
  const child = spawn(nodeBinary(), args, {
    cwd,
    env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
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

import { dirname, delimiter } from 'node:path'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Child } from './child.js'
import { BUILD, nodeBinary, REPO } from './paths.js'
import { answers } from './ports.js'
import { Problem } from './problem.js'

/**
 * The environment of the application's processes.
 * @param {{ base?: NodeJS.ProcessEnv, mode: 'production' | 'development' | 'test', home: string,
 *   host: string, port: number, appDomain: string, appKey: string, databaseUrl: string,
 *   directUrl?: string, sandbox: boolean, sandboxPort: number, sandboxSmtpPort: number,
 *   more?: NodeJS.ProcessEnv }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment(options) {
  const { base = process.env, mode, more = {} } = options
  const bin = dirname(nodeBinary())
  const links = join(REPO, 'node_modules', '.bin')
  return {
    ...base,
    // Whatever these processes start in turn finds the same Node first.
    PATH: [bin, links, base.PATH].filter(Boolean).join(delimiter),
    NODE_ENV: mode,
    HOST: options.host,
    PORT: String(options.port),
    APP_DOMAIN: options.appDomain,
    APP_KEY: options.appKey,
    DATABASE_URL: options.databaseUrl,
    DATABASE_DIRECT_URL: options.directUrl ?? options.databaseUrl,
    SANDBOX: options.sandbox ? 'on' : 'off',
    SANDBOX_PORT: String(options.sandboxPort),
    SANDBOX_SMTP_PORT: String(options.sandboxSmtpPort),
    WARREN_HOME: options.home,
    TZ: 'UTC',
    LOG_LEVEL: base.LOG_LEVEL || 'info',
    ...more,
  }
}

/**
 * A worker makes and drops much at once. With V8's larger young generation it held 90 MB more for it
 * and was no faster.
 */
const WORKER = ['--max-semi-space-size=16', 'ace.js', 'queue:work']

/** Programs of the application, as they stand in the build. */
const PROGRAMS = {
  web: ['bin/server.js'],
  worker: WORKER,
  sandbox: ['bin/sandbox.js'],
}
/** The same from the sources. */
const SOURCES = {
  web: ['ace.js', 'serve', '--hmr'],
  worker: WORKER,
  sandbox: ['--import=@poppinss/ts-exec', 'bin/sandbox.ts'],
}

/**
 * @param {'web' | 'worker' | 'sandbox'} kind
 * @param {{ env: NodeJS.ProcessEnv, home: string, name?: string, fromSources?: boolean, restarts?: number,
 *   onDeath?: (child: Child, how: string) => void, onGivenUp?: (child: Child, why?: string) => void }} options
 */
export function appChild(kind, { env, home, name = kind, fromSources = false, ...more }) {
  return new Child({
    name,
    command: nodeBinary(),
    args: (fromSources ? SOURCES : PROGRAMS)[kind],
    cwd: fromSources ? REPO : BUILD,
    env,
    home,
    // `ace serve` goes on watching files after any signal; the server below it does close.
    ...(fromSources && kind === 'web' && { stopGroup: true, patience: 1500 }),
    ...more,
  })
}

/**
 * Waits until a URL answers 200.
 * @param {string} url
 * @param {{ child: Child, what: string, timeout?: number, isStopped?: () => boolean }} options
 */
export async function waitForOk(url, { child, what, timeout = 60_000, isStopped = () => false }) {
  const deadline = performance.now() + timeout
  let last = 'no answer'
  while (performance.now() < deadline && !isStopped()) {
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
      const body = await answer.text()
      if (answer.status === 200) return
      last = `${answer.status} ${body.slice(0, 600)}`
    } catch (error) {
      last = error.cause?.code ?? error.message
    }
    await sleep(50)
  }
  if (isStopped()) return
  throw new Problem(`${what} did not get ready: ${url} answers ${last}`, {
    log: child.tail(25),
    hint: `Its log is ${child.log}.`,
  })
}

/** Waits for the sandbox: its pages and its SMTP server. */
export async function waitForSandbox(
  child,
  { port, smtpPort, timeout = 60_000, isStopped = () => false }
) {
  const url = `http://127.0.0.1:${port}/`
  await waitForOk(url, { child, what: 'The sandbox', timeout, isStopped })
  const deadline = performance.now() + 10_000
  while (!(await answers('127.0.0.1', smtpPort))) {
    if (isStopped()) return
    if (performance.now() > deadline) {
      throw new Problem(`The sandbox takes no mail on port ${smtpPort}.`, { log: child.tail(25) })
    }
    await sleep(50)
  }
}

import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentFaults } from './environment.js'
import { REPO } from './paths.js'
import { portState } from './ports.js'
import { Problem } from './problem.js'

const MEGABYTE = 1024 * 1024

/** Values of a `.env` beside package.json fill what the environment leaves open. */
export function loadDotEnv() {
  const file = join(REPO, '.env')
  if (existsSync(file)) process.loadEnvFile?.(file)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ host: string, port: number, sandbox: boolean, sandboxPort: number, sandboxSmtpPort: number, loopback: boolean, appDomain: string, url: string, sandboxUrl: string }}
 */
export function readSettings(env) {
  // NODE_ENV is the launcher's to set.
  const faults = environmentFaults({ ...env, NODE_ENV: undefined })
  if (faults.length > 0) {
    throw new Problem(faults.map(({ name, note }) => `${name} ${note}.`).join('\n  '), {
      hint: faults.map(({ advice }) => advice).join('\n  '),
    })
  }
  const host = env.HOST || '127.0.0.1'
  const port = Number(env.PORT || 3333)
  const sandboxPort = Number(env.SANDBOX_PORT || 3334)
  const sandboxSmtpPort = Number(env.SANDBOX_SMTP_PORT || 3335)
  const sandbox = env.SANDBOX !== 'off'
  const named = { PORT: port, SANDBOX_PORT: sandboxPort, SANDBOX_SMTP_PORT: sandboxSmtpPort }
  const names = Object.keys(named)
  for (const [index, name] of names.entries()) {
    const twin = names.slice(index + 1).find((other) => named[other] === named[name])
    if (twin) throw new Problem(`${name} and ${twin} are both ${named[name]}; each needs its own.`)
  }
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return {
    host,
    port,
    sandbox,
    sandboxPort,
    sandboxSmtpPort,
    loopback: isLoopback(host),
    appDomain: env.APP_DOMAIN || 'localhost',
    url: `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
  }
}

/** Whether only this machine can reach a server that listens there. */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * Says which variable asks for a port that somebody else holds, before anything is started.
 * @param {{ name: string, host: string, port: number }[]} wanted
 */
export async function checkPorts(wanted) {
  for (const { name, host, port } of wanted) {
    const state = await portState(host, port)
    if (state === 'free') continue
    if (state === 'EADDRINUSE') {
      throw new Problem(`${name}: port ${port} is taken by another program.`, {
        hint: `End that program, or choose another port, for example ${name}=${port + 10} npm start`,
      })
    }
    if (state === 'EACCES') {
      throw new Problem(`${name}: this user may not listen on port ${port}.`, {
        hint: `Choose a port above 1023, for example ${name}=8080`,
      })
    }
    throw new Problem(`HOST: cannot listen on ${host} (${state}).`, {
      hint: 'HOST must be an address of this machine: 127.0.0.1 for here alone, 0.0.0.0 for everywhere.',
    })
  }
}

/**
 * @param {string} folder
 * @param {number} megabytes what the coming steps need at least
 */
export function checkDisk(folder, megabytes) {
  const { bavail, bsize } = statfsSync(folder)
  const free = Math.floor((bavail * bsize) / MEGABYTE)
  if (free >= megabytes) return
  throw new Problem(
    `The disk is full: ${free} MB are free in ${folder}, at least ${megabytes} MB are needed.`,
    { hint: 'Free some space and run the command again.' }
  )
}

/**
 * APP_KEY of the environment, else the one that the first start made.
 * @param {string} home
 * @param {NodeJS.ProcessEnv} env
 */
export function appKey(home, env) {
  if (env.APP_KEY) return env.APP_KEY
  const file = join(home, 'app.key')
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  const key = readFileSync(file, 'utf8').trim()
  if (key.length >= 32) return key
  throw new Problem(`The key in ${file} is damaged (${key.length} characters).`, {
    hint: 'Put the old key back. Without it, secrets stored in the database cannot be read.',
  })
}

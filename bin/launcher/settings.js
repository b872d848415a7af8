import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
  const host = env.HOST || '127.0.0.1'
  const port = portFrom(env, 'PORT', 3333)
  const sandboxPort = portFrom(env, 'SANDBOX_PORT', 3334)
  const sandboxSmtpPort = portFrom(env, 'SANDBOX_SMTP_PORT', 3335)
  const sandbox = switchFrom(env, 'SANDBOX', true)
  const named = { PORT: port, SANDBOX_PORT: sandboxPort, SANDBOX_SMTP_PORT: sandboxSmtpPort }
  const names = Object.keys(named)
  for (const [index, name] of names.entries()) {
    const twin = names.slice(index + 1).find((other) => named[other] === named[name])
    if (twin) throw new Problem(`${name} and ${twin} are both ${named[name]}; each needs its own.`)
  }
  if (env.DATABASE_URL) checkDatabaseUrl('DATABASE_URL', env.DATABASE_URL)
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

function portFrom(env, name, fallback) {
  const value = env[name]
  if (value === undefined || value === '') return fallback
  if (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535) return Number(value)
  throw new Problem(`${name} must be a number from 1 to 65535; it is "${value}".`)
}

function switchFrom(env, name, fallback) {
  const value = env[name]
  if (value === undefined || value === '') return fallback
  if (value === 'on' || value === 'off') return value === 'on'
  throw new Problem(`${name} must be "on" or "off"; it is "${value}".`)
}

function checkDatabaseUrl(name, value) {
  if (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)) return
  throw new Problem(`${name} must look like postgres://user:password@host:5432/database.`, {
    hint: `Unset ${name} to use the embedded database.`,
  })
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

import { mkdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Child } from './child.js'
import { freePort } from './ports.js'
import { until } from './processes.js'
import { which } from './system.js'

const FIRST_PORT = 23_000

/** Whether a Redis answers PING there. */
export function redisAnswers(url, timeout = 1000) {
  return new Promise((resolve) => {
    const { hostname, port, username, password } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port || 6379) })
    const done = (outcome) => {
      socket.destroy()
      resolve(outcome)
    }
    const login = password && ['AUTH', username, password].filter(Boolean).map(decodeURIComponent)
    socket.setTimeout(timeout, () => done(false))
    socket.once('error', () => done(false))
    socket.once('connect', () => socket.write(`${login ? `${login.join(' ')}\r\n` : ''}PING\r\n`))
    let text = ''
    socket.on('data', (data) => {
      text += data
      if (/\+PONG/.test(text)) done(true)
      if (/^-/m.test(text)) done(false)
    })
  })
}

/**
 * A private Redis without persistence.
 * @param {{ home: string, name?: string }} options
 * @returns {Promise<{ url: string, child: Child, stop: () => Promise<void> } | undefined>}
 *   undefined when there is no redis-server
 */
export async function startRedis({ home, name = 'redis' }) {
  const command = which('redis-server')
  if (!command) return undefined
  const port = await freePort(FIRST_PORT)
  const folder = join(home, name)
  mkdirSync(folder, { recursive: true })
  const child = new Child({
    name,
    command,
    // BullMQ must not lose keys to eviction.
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      ...['--dir', folder, '--maxmemory-policy', 'noeviction'],
    ],
    cwd: folder,
    env: process.env,
    home,
  }).start()
  const url = `redis://127.0.0.1:${port}`
  if (!(await until(() => redisAnswers(url), 10_000))) {
    await child.stop({ grace: 0 })
    return undefined
  }
  return {
    url,
    child,
    async stop() {
      await child.stop({ grace: 2000 })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

import { connect, createServer } from 'node:net'

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string>} `free`, or the code of the refusal (`EADDRINUSE`, `EACCES`, …)
 */
export function portState(host, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(/** @type {any} */ (error).code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve('free')))
  })
}

/**
 * The first free port from `from` on. The ranges used lie below those from which the system takes
 * the ports of outgoing connections, so that a port found now is still free a second later.
 * @param {number} from
 * @param {{ host?: string, except?: Set<number> }} [options]
 */
export async function freePort(from, { host = '127.0.0.1', except = new Set() } = {}) {
  for (let port = from; port < from + 2000; port++) {
    if (!except.has(port) && (await portState(host, port)) === 'free') {
      except.add(port)
      return port
    }
  }
  throw new Error(`No free port from ${from} to ${from + 2000}`)
}

/** Whether somebody accepts connections there. */
export function answers(host, port, timeout = 500) {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const done = (outcome) => {
      socket.destroy()
      resolve(outcome)
    }
    socket.setTimeout(timeout, () => done(false))
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
}

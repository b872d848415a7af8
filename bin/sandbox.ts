/*
 * The stand-ins for outside providers, as a process of their own. Never started in production.
 */
import { resolve } from 'node:path'
import { startSandbox } from '#sandbox/server'

const env = process.env

function port(name: string, fallback: number): number {
  const value = Number(env[name] || fallback)
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value
  console.error(`${name} must be a port number.`)
  process.exit(1)
}

try {
  const sandbox = await startSandbox({
    host: env.HOST || '127.0.0.1',
    port: port('SANDBOX_PORT', 3334),
    smtpPort: port('SANDBOX_SMTP_PORT', 3335),
    home: resolve(env.WARREN_HOME || '.warren', 'sandbox'),
    appPort: port('PORT', 3333),
  })
  console.log(`sandbox at ${sandbox.url}, SMTP on port ${sandbox.smtpPort}`)
  const end = () => void sandbox.close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
} catch (error) {
  console.error(`The sandbox could not start: ${(error as Error).message}`)
  process.exit(1)
}

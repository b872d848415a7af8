import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandbox } from '#config/app'
import { EventLoop } from '#core/events/event_loop'
import { QueueWorker } from '#core/queue/worker'
import { startSandbox } from '#sandbox/server'
import env from '#start/env'

/**
 * Starts what a running install has beside its web server: the worker with its
 * event readers, and the sandbox that takes payments and mails. Resolves to a
 * function that ends them.
 */
export async function openHouse(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'warren-browser-'))
  const outside = await startSandbox({
    port: sandbox.port,
    smtpPort: sandbox.smtpPort,
    appPort: env.get('PORT'),
    home,
  })
  const worker = new QueueWorker()
  const loop = new EventLoop()
  await worker.start()
  await loop.start()
  return async () => {
    await loop.stop()
    await worker.close()
    await outside.close()
    await rm(home, { recursive: true, force: true })
  }
}

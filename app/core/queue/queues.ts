import type { Queue } from 'bullmq'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import queueConfig from '#config/queue'
import { useBackend } from '#core/queue/backend'

const watched = new WeakSet<Queue>()

/** The queues of this process, opened when first needed. */
export const queues = {
  names(): string[] {
    return Object.keys(queueConfig.queues)
  },

  /** Opens a queue of config/queue.ts. Throws for a name that is not there. */
  async open(name: string): Promise<Queue> {
    if (!queueConfig.queues[name]) throw new Error(`There is no queue "${name}" in config/queue.ts`)
    useBackend()
    const manager = await app.container.make('rlanz/queue')
    // The package opens the default queue by itself: an error without a handler would end the process.
    for (const opened of [manager.getOrSet('default'), manager.getOrSet(name)] as Queue[]) {
      if (watched.has(opened)) continue
      watched.add(opened)
      opened.on('error', (error) => logger.error({ err: error, queue: opened.name }, 'queue connection failed'))
    }
    return manager.getOrSet(name) as Queue
  },
}

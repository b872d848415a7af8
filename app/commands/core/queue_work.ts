import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The worker process: runs jobs, drains the event log, keeps the schedules. */
export default class QueueWork extends BaseCommand {
  static commandName = 'queue:work'
  static description = 'Run jobs, event readers and schedules until SIGTERM'
  static options: CommandOptions = { startApp: true, staysAlive: true }

  @flags.array({ description: 'Queues to work on (default: all)' })
  declare queues?: string[]

  @flags.boolean({ description: 'Drain the event log in this process', default: true })
  declare events: boolean

  async run() {
    const { QueueWorker } = await import('#core/queue/worker')
    const { keepSchedules } = await import('#core/queue/schedules')
    const { EventLoop } = await import('#core/events/event_loop')
    const { giveBackMemory } = await import('#core/observability/give_back_memory')
    const { SandboxClock } = await import('#core/clock/sandbox_clock')
    const { default: logger } = await import('@adonisjs/core/services/logger')
    const { app } = this

    const worker = new QueueWorker()
    const loop = new EventLoop()
    const sandboxClock = new SandboxClock()
    // Registered before the start, so that a signal during it ends what is up already.
    let stopSchedules = () => {}
    app.terminating(async () => {
      sandboxClock.stop()
      stopSchedules()
      await loop.stop()
      await worker.close()
      logger.info('worker stopped')
    })
    sandboxClock.start()
    stopSchedules = await keepSchedules()
    await worker.start(this.queues?.flatMap((names) => names.split(',')))
    if (this.events) await loop.start()
    giveBackMemory()
    logger.info('worker ready')
  }
}

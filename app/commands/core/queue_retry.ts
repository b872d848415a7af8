import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Puts a failed job, or all of them, back into the queue. Exits 1 for an unknown id. */
export default class QueueRetry extends BaseCommand {
  static commandName = 'queue:retry'
  static description = 'Run a failed job again, or all of them'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id of a failed job, or `all`' })
  declare id: string

  async run() {
    const { retryFailed } = await import('#core/queue/failed_jobs')
    const retried = await retryFailed(this.id)
    if (retried === 0 && this.id !== 'all') {
      this.exitCode = 1
      return this.logger.error(`no failed job has the id "${this.id}"`)
    }
    this.logger.success(`${retried} ${retried === 1 ? 'job is' : 'jobs are'} back in the queue`)
  }
}

import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Lists the jobs that failed for good. With --json one array on stdout. */
export default class QueueFailed extends BaseCommand {
  static commandName = 'queue:failed'
  static description = 'List failed jobs with their error'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async run() {
    const { failedJobs } = await import('#core/queue/failed_jobs')
    const failed = await failedJobs()
    if (this.json) return console.log(JSON.stringify(failed))
    if (failed.length === 0) return this.logger.info('no job has failed')
    const table = this.ui.table().head(['Id', 'Queue', 'Job', 'Error', 'Attempts', 'When'])
    for (const { id, queue, job, error, attempts, failedAt } of failed) {
      table.row([
        id,
        queue,
        job,
        error.split('\n')[0].slice(0, 80),
        String(attempts),
        failedAt ?? '',
      ])
    }
    table.render()
    this.logger.info('node ace queue:retry <id>, or `all`, puts them back')
  }
}

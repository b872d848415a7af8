import { Job } from '#core/queue/job'
import type { Logger } from '@adonisjs/core/logger'

/** Set by the test that runs it. */
export const log: { through: Logger | null } = { through: null }

/** A job that writes a line into the log. */
export default class LoggingJob extends Job<{ mark: string }> {
  static jobName = 'core_test/logging_job'

  async handle({ mark }: { mark: string }) {
    log.through?.info({ mark }, 'at work')
  }
}

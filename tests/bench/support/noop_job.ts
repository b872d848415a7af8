import { Job } from '#core/queue/job'

export const done = { count: 0, at: [] as number[] }

/** Counts and ends. */
export default class NoopJob extends Job<{ n: number }> {
  static jobName = 'bench/noop_job'

  async handle() {
    done.count++
    done.at.push(performance.now())
  }
}

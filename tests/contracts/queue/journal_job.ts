import { setTimeout as wait } from 'node:timers/promises'
import { Context, type ContextState } from '#core/context'
import { Job } from '#core/queue/job'

export type Entry = { mark: string; context: ContextState; at: number; attempt: number }

/** What the jobs of a test did, in order. */
export const journal: Entry[] = []
/** Resolved from outside to let jobs with `holds` go on. */
export const gates = new Map<string, Promise<void>>()
export const rescued: string[] = []

type Payload = { mark: string; failures?: number; holds?: string; ms?: number }

/** A job that writes down that it ran. */
export default class JournalJob extends Job<Payload> {
  static jobName = 'contracts/journal_job'
  static attempts = 3

  async handle({ mark, failures = 0, holds, ms }: Payload) {
    const attempt = journal.filter((entry) => entry.mark === mark).length + 1
    journal.push({ mark, context: { ...Context.get() }, at: performance.now(), attempt })
    if (ms) await wait(ms)
    if (holds) await gates.get(holds)
    if (attempt <= failures) throw new Error(`${mark} failed on purpose`)
  }

  async rescue({ mark }: Payload) {
    rescued.push(mark)
  }
}

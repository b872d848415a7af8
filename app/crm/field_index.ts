import { tellStaff } from '#identity/staff_channels'
import {
  clearCopies,
  copyValues,
  countRecords,
  endIndexWork,
  type IndexWork,
  leaseIndexWork,
  noteIndexProgress,
  releaseIndexWork,
} from '#crm/queries/field_index'

const BATCH = 2000
/** Then the job ends and the next goes on, so that a worker is not held for long. */
const TURN_MS = 20_000
const START = '00000000-0000-0000-0000-000000000000'

/** The typed copies of one custom field's values, by which lists are sorted: built or cleared step by step. */
export class FieldIndex {
  constructor(
    readonly fieldId: string,
    readonly batch = BATCH
  ) {}

  /**
   * Goes on where the last run ended. `again` asks for another run, after so many
   * milliseconds; null when nothing is left or somebody else is at it.
   */
  async advance(): Promise<{ again: number } | null> {
    const work = await leaseIndexWork(this.fieldId)
    if (!work) return null
    // What was under way when the triggers were told of the field must be visible before values are read.
    if (work.work === 'build' && !work.isQuiet) return this.#pause(work, 1000)
    const until = Date.now() + TURN_MS
    const isDone = (await this.#clear(work, until)) && (await this.#copy(work, until))
    if (!isDone) return this.#pause(work, 0)
    await endIndexWork(this.fieldId, work.token)
    await tellStaff('fields', 'all')
    return null
  }

  async #clear(work: IndexWork, until: number): Promise<boolean> {
    if (work.work === 'build' && work.cursor) return true
    while ((await clearCopies(this.fieldId, this.batch)) === this.batch)
      if (Date.now() > until) return false
    if (work.work === 'build') {
      const total = await countRecords(work.entity)
      work.cursor = START
      return noteIndexProgress(this.fieldId, work, total)
    }
    return true
  }

  async #copy(work: IndexWork, until: number): Promise<boolean> {
    if (work.work !== 'build') return true
    for (;;) {
      const { last, count } = await copyValues(this.fieldId, work, work.cursor, this.batch)
      if (!last) return true
      work.cursor = last
      work.done += count
      if (!(await noteIndexProgress(this.fieldId, work))) return false
      await tellStaff('fields', 'all')
      if (Date.now() > until) return false
    }
  }

  async #pause({ token }: IndexWork, again: number) {
    await releaseIndexWork(this.fieldId, token)
    return { again }
  }
}

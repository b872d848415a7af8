import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Registry } from '#core/registry/registry'
import type { RecordedEvent } from '#core/events/domain_event'

/**
 * A batch consumer of the event log. `drain` gets events in commit-safe order
 * and writes with the given transaction, which also moves the reader's cursor:
 * what it writes in there happens exactly once per event.
 */
export type EventReader = {
  /** Stable name of the cursor, `<domain>/<noun>`. */
  name: string
  /** Types that it wants; omitted: all. */
  types?: readonly string[]
  batchSize?: number
  /** Name of a reader that this one stays behind, because it asks for what that one writes. */
  after?: string
  drain(events: RecordedEvent[], trx: TransactionClientContract): Promise<void>
  /** After the commit, for hints that may be lost (wake-ups, live updates). */
  drained?(events: RecordedEvent[]): Promise<void>
}

export const eventReaders = new Registry<EventReader>('event reader')

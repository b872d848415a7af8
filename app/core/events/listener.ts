import { Registry } from '#core/registry/registry'
import type { RecordedEvent } from '#core/events/domain_event'

/**
 * An act that follows a fact: `EnrolBuyer`, `SendReceipt`. It runs as a job with
 * the event's tenant in context, at least once per event, so it must be
 * idempotent by unique keys. Throwing retries it with back-off.
 */
export abstract class Listener {
  /** Stable name, `<domain>/<verb_noun>`. */
  static listenerName: string
  abstract handle(event: RecordedEvent): Promise<void>
}

export type ListenerClass = { new (): Listener; listenerName: string }
export type ListenerLoader = () => Promise<{ default: ListenerClass }>

type Wiring = { name: string; load: ListenerLoader }

export const listeners = new Registry<Wiring>('listener')
const byType = new Map<string, string[]>()

/** Wires listeners to a type of event; start/events.ts is the only caller. */
export function listen(type: string, wired: Record<string, ListenerLoader>): void {
  for (const [name, load] of Object.entries(wired)) {
    if (!listeners.has(name)) listeners.add(name, { name, load })
    byType.set(type, [...(byType.get(type) ?? []), name])
  }
}

/** Names of the listeners of a type. */
export function listenersOf(type: string): string[] {
  return byType.get(type) ?? []
}

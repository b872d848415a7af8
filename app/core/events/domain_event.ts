import { type DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { clock } from '#core/clock/clock'
import { Registry } from '#core/registry/registry'

/** JSON Schema (draft 2020-12) of an event's payload. */
export type PayloadSchema = {
  type: 'object'
  properties: Record<string, unknown>
  required?: string[]
}

/** What is said about a fact when it is recorded. Ids and what changed, never secrets. */
export type Fact<P> = {
  /** Null for a user's own facts and the install's. */
  organizationId: string | null
  subjectId: string | null
  contactId?: string | null
  payload: P
  occurredAt?: DateTime
}

/** A row of the event log. */
export type RecordedEvent<P = Record<string, unknown>> = {
  id: number
  xid: string
  organizationId: string | null
  type: string
  version: number
  subjectType: string | null
  subjectId: string | null
  contactId: string | null
  actorType: string
  actorId: string | null
  requestId: string | null
  payload: P
  occurredAt: Date
  recordedAt: Date
}

export type DomainEventClass = typeof DomainEvent & { type: string; version: number }

/** Every type of event, for `node ace events:list` and the wiring in start/events.ts. */
export const eventCatalogue = new Registry<DomainEventClass>('event')

/**
 * A durable fact in past tense. A domain's events extend this:
 *
 *     export default class OrderPaid extends DomainEvent {
 *       static type = 'order.paid'
 *       static subject = 'order'
 *       static schema = { type: 'object', properties: { ... } }
 *       declare static payload: { orderId: string }
 *     }
 *     await OrderPaid.record({ organizationId, subjectId, contactId, payload }, trx)
 */
export abstract class DomainEvent {
  static type: string
  static version = 1
  /** Kind of thing the fact is about: `order`, `course`, `user`. */
  static subject: string | null = null
  /** Public facts may leave the house (webhooks, automations). */
  static isPublic = false
  /** One sentence for people, shown in the event log. */
  static label: string
  static schema: PayloadSchema

  /** Appends the fact in the caller's transaction, so that it stands and falls with the change. */
  static async record<P extends Record<string, unknown>>(
    this: DomainEventClass & { payload?: P },
    fact: Fact<P>,
    trx: TransactionClientContract
  ): Promise<number> {
    const [id] = await recordAll([{ event: this, fact }], trx)
    return id
  }

  /** Appends many facts of one type with one statement. */
  static async recordMany<P extends Record<string, unknown>>(
    this: DomainEventClass & { payload?: P },
    facts: Fact<P>[],
    trx: TransactionClientContract
  ): Promise<number[]> {
    return recordAll(
      facts.map((fact) => ({ event: this, fact })),
      trx
    )
  }

  /** For facts that change nothing else: log-ins, refusals, reads of exports. */
  static async recordAlone<P extends Record<string, unknown>>(
    this: DomainEventClass & { payload?: P },
    fact: Fact<P>
  ): Promise<number> {
    return db.transaction((trx) => this.record(fact, trx))
  }
}

async function recordAll(
  facts: { event: DomainEventClass; fact: Fact<Record<string, unknown>> }[],
  trx: TransactionClientContract
): Promise<number[]> {
  if (facts.length === 0) return []
  const { actor, requestId, ip } = Context.get()
  const rows = facts.map(({ event, fact }) => ({
    organization_id: fact.organizationId,
    type: event.type,
    version: event.version,
    subject_type: event.subject,
    subject_id: fact.subjectId,
    contact_id: fact.contactId ?? null,
    actor_type: actor.type,
    actor_id: actor.id,
    impersonator_id: actor.impersonatorId ?? null,
    request_id: requestId,
    ip,
    payload: JSON.stringify(fact.payload),
    occurred_at: (fact.occurredAt ?? clock.now()).toISO(),
  }))
  const inserted = await trx.table('events').multiInsert(rows).returning('id')
  return inserted.map((row: { id: number } | number) =>
    Number(typeof row === 'object' ? row.id : row)
  )
}

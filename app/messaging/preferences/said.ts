import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import type { ConsentEntry, ConsentState } from '#crm/consent'
import { lockContact } from '#crm/queries/contact_locks'
import { tellStaff } from '#identity/staff_channels'
import type { Reader } from '#messaging/preferences/reader'
import { refOf } from '#messaging/refs'

/** Where a word of a reader came from, for the proof in the ledger. */
export type Trace = { ip: string | null; userAgent: string | null }

/** What is known of a request. */
export function traceOf({ request }: Pick<HttpContext, 'request'>): Trace {
  return { ip: request.ip(), userAgent: request.header('user-agent')?.slice(0, 300) ?? null }
}

export type KnownReader = Reader & { contactId: string }

/** A line of the ledger in the reader's own name. */
export function lineOf(
  reader: KnownReader,
  said: { topicId: string | null; state: ConsentState; source: string; wording: string },
  { ip, userAgent }: Trace,
  more: Record<string, unknown> = {}
): ConsentEntry {
  const { owner, contactId, address } = reader
  const ref = owner.kind === 'contact' ? `c.${owner.contactId}` : refOf(owner)
  return { ...said, contactId, address, channel: 'email', proof: { ip, userAgent, ref, ...more } }
}

/** One change of a reader's after another, in their name; pages of the contact are told. */
export function asReader<T>(
  reader: KnownReader,
  change: (trx: TransactionClientContract) => Promise<T>
): Promise<T> {
  const { contactId } = reader
  return Context.run({ actor: { type: 'client', id: contactId } }, () =>
    db.transaction(async (trx) => {
      await lockContact(contactId, trx)
      const result = await change(trx)
      await tellStaff('contacts', contactId, trx)
      return result
    })
  )
}

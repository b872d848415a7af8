import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Refusal } from '#core/http/refusal'
import type { SegmentSchema } from '#database/schema'
import { putOnList, takeOffList } from '#crm/segment_lists'

/** A static list: members are put on it and taken off it. */
export function Listing<T extends NormalizeConstructor<typeof SegmentSchema>>(superclass: T) {
  class ListingSegment extends superclass {
    /** Puts living contacts on the list; resolves to how many were not on it. Throws Refusal (422). */
    add(contactIds: string[], client?: TransactionClientContract): Promise<number> {
      return this.#change((trx) => putOnList(this.id, contactIds, trx), client)
    }

    /** Takes contacts off the list; resolves to how many were on it. Throws Refusal (422). */
    remove(contactIds: string[], client?: TransactionClientContract): Promise<number> {
      return this.#change((trx) => takeOffList(this.id, contactIds, trx), client)
    }

    async #change(
      change: (trx: TransactionClientContract) => Promise<string[]>,
      client?: TransactionClientContract
    ): Promise<number> {
      if (this.kind !== 'static') {
        throw new Refusal('Who is in this segment follows from its conditions', {
          code: 'E_SEGMENT_DYNAMIC',
        })
      }
      return (await (client ? change(client) : db.transaction(change))).length
    }
  }
  return ListingSegment
}

import { clock } from '#core/clock/clock'
import type { SqlPart } from '#core/registry/segment_conditions'
import type { Channel } from '#crm/consent'
import {
  addressColumn,
  hasConsent,
  isSuppressed,
  mayReceive,
  refused,
} from '#crm/queries/may_receive'
import { REASON } from '#messaging/ledger/states'

export type Recipience = {
  channel: Channel
  /** Topic that is written about; null for marketing without one. */
  topicId: string | null
  organizationId: string
  /** Business time, ISO 8601; now, unless given. */
  now?: string
}

const withNow = (recipience: Recipience) => ({
  ...recipience,
  now: recipience.now ?? clock.now().toISO(),
})

/**
 * Boolean SQL: whether the contact under `alias` may be sent marketing. It is the one rule of the house (crm's), for
 * whole audiences and, by id, again for each chunk right before it is handed over.
 */
export function mayReceiveSql(alias: string, recipience: Recipience): SqlPart {
  return mayReceive(alias, withNow(recipience))
}

/** Who may be sent marketing at all: whether the address counts as suppressed because its owner unsubscribed. */
function isUnsubscribedAddress(alias: string, recipience: Required<Recipience>): SqlPart {
  const { channel, organizationId, now } = recipience
  return {
    sql: `exists (select 1 from suppressions sup where sup.organization_id = ? and sup.channel = ?
       and sup.address_hash = warren_address_hash(${addressColumn(channel, alias)})
       and sup.reason = 'unsubscribe' and (sup.expires_at is null or sup.expires_at > ?::timestamptz))`,
    bindings: [organizationId, channel, now],
  }
}

/**
 * Integer SQL: the code of REASON why the contact under `alias` may not be sent marketing, 0 (none) where it may:
 * the answer of mayReceiveSql() with its why.
 */
export function reasonSql(alias: string, recipience: Recipience): SqlPart {
  const given = withNow(recipience)
  const no = refused(alias, given)
  const unsubscribed = isUnsubscribedAddress(alias, given)
  const suppressed = isSuppressed(alias, given)
  const consent = hasConsent(alias, given)
  return {
    sql: `(case when ${alias}.deleted_at is not null then ${REASON.deleted.code}
       when ${addressColumn(given.channel, alias)} is null then ${REASON.noAddress.code}
       when ${no.sql} or ${unsubscribed.sql} then ${REASON.unsubscribed.code}
       when ${suppressed.sql} then ${REASON.suppressed.code}
       when not ${consent.sql} then ${REASON.noConsent.code}
       else ${REASON.none.code} end)`,
    bindings: [
      ...no.bindings,
      ...unsubscribed.bindings,
      ...suppressed.bindings,
      ...consent.bindings,
    ],
  }
}

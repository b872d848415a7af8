import type { SqlPart } from '#core/registry/segment_conditions'
import type { Channel } from '#crm/consent'

export type Reception = {
  channel: Channel
  /** Topic that is written about; null for marketing without one. */
  topicId: string | null
  organizationId: string
  /** Business time, ISO 8601. */
  now: string
}

/** The column of contacts with the address that a channel writes to. */
export function addressColumn(channel: Channel, alias: string): string {
  return channel === 'email' ? `${alias}.email_norm` : `${alias}.phone_e164`
}

/** Whether the contact's primary address on a channel is suppressed for marketing. */
export function isSuppressed(
  alias: string,
  { channel, organizationId, now }: Omit<Reception, 'topicId'>
): SqlPart {
  const address = addressColumn(channel, alias)
  return {
    sql: `exists (select 1 from suppressions sup where sup.organization_id = ? and sup.channel = ?
       and sup.address_hash = warren_address_hash(${address})
       and (sup.expires_at is null or sup.expires_at > ?::timestamptz))`,
    bindings: [organizationId, channel, now],
  }
}

/** Whether a refusal of the topic or of all marketing holds. */
export function refused(
  alias: string,
  { channel, topicId, organizationId }: Omit<Reception, 'now'>
): SqlPart {
  return {
    sql: `exists (select 1 from consent_states no where ${stateOf('no', alias, 'denied')}
       and (no.topic_id is null or no.topic_id = ?::uuid))`,
    bindings: [organizationId, channel, topicId],
  }
}

/** Whether consent to the topic (null: all marketing) holds and no refusal speaks against it. */
export function hasConsent(alias: string, reception: Omit<Reception, 'now'>): SqlPart {
  const { channel, topicId, organizationId } = reception
  const no = refused(alias, reception)
  return {
    sql: `(exists (select 1 from consent_states yes where ${stateOf('yes', alias, 'granted')}
         and (yes.topic_id is not distinct from ?::uuid or (yes.topic_id is null and exists (
           select 1 from topics covered where covered.organization_id = ? and covered.id = ?::uuid and covered.is_default))))
       and not ${no.sql})`,
    bindings: [organizationId, channel, topicId, organizationId, topicId, ...no.bindings],
  }
}

function stateOf(name: string, contact: string, state: string): string {
  return `${name}.organization_id = ? and ${name}.contact_id = ${contact}.id and ${name}.channel = ? and ${name}.state = '${state}'`
}

/**
 * Boolean SQL: whether a contact (row under `alias`) may be sent marketing now, by the strictest rule. It lives, has an
 * address on the channel that is not suppressed, agreed to the topic (or to all marketing, where the topic is covered
 * by that), and refused neither the topic nor all marketing. To be asked again right before sending.
 */
export function mayReceive(alias: string, reception: Reception): SqlPart {
  const consent = hasConsent(alias, reception)
  const suppressed = isSuppressed(alias, reception)
  return {
    sql: `(${alias}.deleted_at is null and ${addressColumn(reception.channel, alias)} is not null
       and ${consent.sql} and not ${suppressed.sql})`,
    bindings: [...consent.bindings, ...suppressed.bindings],
  }
}

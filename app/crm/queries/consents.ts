import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { Channel, ConsentEntry, ConsentLine, ConsentState } from '#crm/consent'

export type InsertedConsent = {
  id: number
  contactId: string
  topicId: string | null
  channel: Channel
  state: ConsentState
  source: string
}

/**
 * Adds entries to the ledger with one statement; a trigger folds them into what holds now. An entry without an
 * address is about the contact's primary one on the channel. Contacts of another tenant are left out.
 */
export function insertConsents(
  entries: (ConsentEntry & { addressNorm: string | null })[],
  trx: TransactionClientContract
): Promise<InsertedConsent[]> {
  const { actor } = Context.get()
  const now = clock.now().toISO()
  const rows = entries.map((entry, n) => ({
    n,
    contact_id: entry.contactId,
    address: entry.addressNorm,
    channel: entry.channel,
    topic_id: entry.topicId ?? null,
    state: entry.state,
    source: entry.source,
    wording: entry.wording ?? null,
    proof: entry.proof ?? {},
    occurred_at: entry.occurredAt?.toISO() ?? now,
  }))
  return sql(
    `insert into consents (organization_id, contact_id, address_hash, channel, topic_id, state, source, wording, proof,
       actor_type, actor_id, occurred_at)
     select c.organization_id, c.id,
       warren_address_hash(coalesce(e.address, case when e.channel = 'email' then c.email_norm else c.phone_e164 end)),
       e.channel, e.topic_id, e.state, e.source, e.wording, e.proof, ?, ?, e.occurred_at
     from jsonb_to_recordset(?::jsonb) e (n integer, contact_id uuid, address text, channel text, topic_id uuid, state text,
       source text, wording text, proof jsonb, occurred_at timestamptz)
     join contacts c on c.organization_id = ? and c.id = e.contact_id
     order by e.n
     returning id, contact_id as "contactId", topic_id as "topicId", channel, state, source`,
    [actor.type, actor.id, JSON.stringify(rows), Tenant.id()],
    trx
  )
}

/** What holds now for a contact, all marketing before the topics. */
export function consentStatesOf(contactId: string, client?: TransactionClientContract) {
  return sql<{
    consentId: number
    channel: Channel
    topicId: string | null
    state: ConsentState
    source: string
    occurredAt: Date
  }>(
    `select consent_id as "consentId", channel, topic_id as "topicId", state, source, occurred_at as "occurredAt" from consent_states
     where organization_id = ? and contact_id = ? order by channel, topic_id nulls first`,
    [Tenant.id(), contactId],
    client
  )
}

/**
 * SQL for the address that a line of the ledger (alias l) was said for, among those that the contact `owner` (SQL) has
 * now; null where it is gone. The ledger itself knows its hash alone.
 */
export function addressSaid(owner: string): string {
  const among = (table: string, column: string, norm: string) =>
    `(select a.${column} from ${table} a where a.organization_id = l.organization_id and a.contact_id = ${owner}
       and warren_address_hash(a.${norm}) = l.address_hash limit 1)`
  return `case when l.channel = 'email' then ${among('contact_emails', 'email', 'email_norm')}
    else ${among('contact_phones', 'phone', 'phone_e164')} end`
}

/** Whether the contact has the address (normalised) to which the channel goes. */
export async function hasAddress(
  contactId: string,
  channel: Channel,
  norm: string,
  client?: TransactionClientContract
): Promise<boolean> {
  const [table, column] =
    channel === 'email' ? ['contact_emails', 'email_norm'] : ['contact_phones', 'phone_e164']
  const rows = await sql(
    `select 1 from ${table} where organization_id = ? and contact_id = ? and ${column} = ? limit 1`,
    [Tenant.id(), contactId, norm],
    client
  )
  return rows.length > 0
}

/**
 * The ledger of a contact, the newest first, with what was written for those merged into it. `inForce` marks what
 * decides now. At most 200 lines.
 */
export async function consentHistoryOf(contactId: string): Promise<ConsentLine[]> {
  const rows = await sql<
    Omit<ConsentLine, 'at' | 'isAddressGone'> & { occurredAt: Date; hasAddress: boolean }
  >(
    `select l.id, l.channel, t.name as topic, l.state, l.source, l.wording, l.proof, u.full_name as by,
       l.occurred_at as "occurredAt", s.consent_id is not null as "inForce",
       l.address_hash is not null as "hasAddress", ${addressSaid('who.owner')} as address
     from (
       select id, id as owner from contacts where organization_id = ? and id = ?
       union all
       select id, merged_into_id from contacts where organization_id = ? and merged_into_id = ?
     ) who
     join consents l on l.organization_id = ? and l.contact_id = who.id
     left join topics t on t.organization_id = l.organization_id and t.id = l.topic_id
     left join users u on l.actor_type = 'user' and u.id = l.actor_id
     left join consent_states s on s.organization_id = l.organization_id and s.contact_id = ? and s.consent_id = l.id
     order by l.occurred_at desc, l.id desc limit 200`,
    [Tenant.id(), contactId, Tenant.id(), contactId, Tenant.id(), contactId]
  )
  return rows.map(({ occurredAt, hasAddress, ...row }) => ({
    ...row,
    isAddressGone: hasAddress && row.address === null,
    at: occurredAt.toISOString(),
  }))
}

/** The addresses of a contact, each with the suppressions that hold for it now. */
export function addressesOf(contactId: string) {
  const suppressed = (channels: string, address: string) =>
    `coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'channel', s.channel, 'reason', s.reason, 'scope', s.scope,
         'expiresAt', s.expires_at, 'note', s.note) order by s.channel, s.scope)
       from suppressions s where s.organization_id = ? and s.channel in (${channels})
         and s.address_hash = warren_address_hash(${address})
         and (s.expires_at is null or s.expires_at > ?)), '[]')`
  const now = clock.now().toISO()
  return sql<{
    kind: 'email' | 'phone'
    address: string
    norm: string
    isPrimary: boolean
    label: string
    suppressions: {
      id: string
      channel: Channel
      reason: string
      scope: 'all' | 'marketing'
      expiresAt: string | null
      note: string | null
    }[]
  }>(
    `select 'email' as kind, e.email as address, e.email_norm as norm, e.is_primary as "isPrimary", e.label,
       ${suppressed(`'email'`, 'e.email_norm')} as suppressions
     from contact_emails e where e.organization_id = ? and e.contact_id = ?
     union all
     select 'phone', p.phone, p.phone_e164, p.is_primary, p.label,
       ${suppressed(`'sms', 'voice', 'whatsapp'`, 'p.phone_e164')}
     from contact_phones p where p.organization_id = ? and p.contact_id = ?
     order by 1, 4 desc, 2`,
    [...[Tenant.id(), now, Tenant.id(), contactId], ...[Tenant.id(), now, Tenant.id(), contactId]]
  )
}

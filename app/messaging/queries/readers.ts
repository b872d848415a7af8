import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { ERASED_ADDRESS } from '#core/mail/erased_address'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'

export type FoundReader = {
  /** The contact, or the one it was merged into; null where an address belongs to nobody. */
  contactId: string | null
  email: string | null
  locale: string | null
  topicId: string | null
}

const LIVING = 'coalesce(c.merged_into_id, c.id)'

/** Whom a row of the ledger went to, and about what. */
export async function readerOfSend(runId: number, n: number): Promise<FoundReader | null> {
  const [row] = await sql<FoundReader>(
    `select w.id as "contactId", w.email, w.locale, r.topic_id as "topicId"
     from send_runs r
     join sends s on s.run_id = r.id and s.n = ? and s.month = r.month
     join contacts c on c.organization_id = r.organization_id and c.id = s.contact_id
     join contacts w on w.organization_id = c.organization_id and w.id = ${LIVING}
     where r.organization_id = ? and r.id = ?`,
    [n, Tenant.id(), runId]
  )
  return row ?? null
}

/** Whom a transactional mail went to: its contact, or whoever has the address now. */
export async function readerOfMail(mailId: string): Promise<FoundReader | null> {
  const [row] = await sql<FoundReader>(
    `select w.id as "contactId", nullif(m.to_address, '${ERASED_ADDRESS}') as email, w.locale, null as "topicId"
     from outgoing_mails m
     left join contacts c on c.organization_id = m.organization_id and c.id = coalesce(m.contact_id,
       (select e.contact_id from contact_emails e where e.organization_id = m.organization_id
          and e.email_norm = lower(m.to_address)))
     left join contacts w on w.organization_id = c.organization_id and w.id = ${LIVING}
     where m.organization_id = ? and m.id = ?`,
    [Tenant.id(), mailId]
  )
  return row ?? null
}

export async function readerOfContact(contactId: string): Promise<FoundReader | null> {
  const [row] = await sql<FoundReader>(
    `select w.id as "contactId", w.email, w.locale, null as "topicId"
     from contacts c
     join contacts w on w.organization_id = c.organization_id and w.id = ${LIVING}
     where c.organization_id = ? and c.id = ?`,
    [Tenant.id(), contactId]
  )
  return row ?? null
}

export type Opposition = {
  id: string
  reason: string
  scope: 'all' | 'marketing'
  source: string
  expiresAt: Date | null
}

/** What keeps an address (normalised) from being mailed now. */
export function oppositionsTo(
  emailNorm: string,
  client?: TransactionClientContract
): Promise<Opposition[]> {
  return sql<Opposition>(
    `select id, reason, scope, source, expires_at as "expiresAt" from suppressions
     where organization_id = ? and channel = 'email' and address_hash = warren_address_hash(?)
       and (expires_at is null or expires_at > ?)`,
    [Tenant.id(), emailNorm, clock.now().toISO()],
    client
  )
}

/** Unsubscriptions and pauses that keep the addresses of a contact from being mailed. */
export function unsubscriptionsOf(
  contactId: string,
  client?: TransactionClientContract
): Promise<{ id: string; expiresAt: Date | null }[]> {
  return sql(
    `select s.id, s.expires_at as "expiresAt" from contact_emails e
     join suppressions s on s.organization_id = e.organization_id and s.channel = 'email'
       and s.address_hash = warren_address_hash(e.email_norm)
     where e.organization_id = ? and e.contact_id = ? and s.reason = 'unsubscribe' and s.scope = 'marketing'`,
    [Tenant.id(), contactId],
    client
  )
}

/** What held for all marketing before the contact refused it last by a link; null where that is not known. */
export async function heldBefore(
  contactId: string,
  client?: TransactionClientContract
): Promise<string | null> {
  const [row] = await sql<{ before: string | null }>(
    `select l.proof->>'before' as before from consent_states s
     join consents l on l.id = s.consent_id and l.organization_id = s.organization_id
     where s.organization_id = ? and s.contact_id = ? and s.channel = 'email' and s.topic_id is null
       and s.state = 'denied'`,
    [Tenant.id(), contactId],
    client
  )
  return row?.before ?? null
}

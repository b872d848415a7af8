import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Client } from '#core/api/resource'
import { sql } from '#core/database/sql'
import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'
import type { Channel, ConsentState } from '#crm/consent'
import { addressSaid } from '#crm/queries/consents'

export type ConsentRow = {
  id: number
  contact_id: string
  channel: Channel
  topic_id: string | null
  state: ConsentState
  source: string
  wording: string | null
  proof: Record<string, unknown>
  actor_type: string
  actor_id: string | null
  occurred_at: Date
}

/** A page of the ledger of a contact, the last line first, with what was written for those merged into it. */
export function consentPage(
  contactId: string,
  { cursor, limit }: { cursor?: string; limit?: number }
): Promise<KeysetPage<ConsentRow>> {
  const lines = db
    .from('consents')
    .where('organization_id', Tenant.id())
    .whereRaw(
      `contact_id in (select ?::uuid union all
         select id from contacts where organization_id = ? and merged_into_id = ?)`,
      [contactId, Tenant.id(), contactId]
    )
  return keysetPage<ConsentRow>(lines, {
    columns: [['id', 'desc']],
    cursor,
    perPage: limit,
    scope: `api:consents:${contactId}`,
  })
}

/** One line of the ledger of a contact. */
export async function consentLine(
  contactId: string,
  id: number,
  client: TransactionClientContract
): Promise<ConsentRow> {
  const [row] = await sql<ConsentRow>(
    'select * from consents where organization_id = ? and contact_id = ? and id = ?',
    [Tenant.id(), contactId, id],
    client
  )
  return row
}

/** What the lines were said for, by their ids, where their contact still has the address. */
export async function consentAddresses(
  ids: number[],
  client: Client
): Promise<Map<number, string>> {
  const rows = await sql<{ id: number; address: string | null }>(
    `select l.id, ${addressSaid('coalesce(c.merged_into_id, c.id)')} as address from consents l
     join contacts c on c.organization_id = l.organization_id and c.id = l.contact_id
     where l.organization_id = ? and l.id = any(?)`,
    [Tenant.id(), ids],
    client
  )
  return new Map(rows.flatMap(({ id, address }) => (address === null ? [] : [[id, address]])))
}

/** Which lines decide now, of those given. */
export async function consentsInForce(ids: number[], client: Client): Promise<Set<number>> {
  const rows = await sql<{ id: number }>(
    `select s.consent_id as id from consent_states s
     where s.organization_id = ? and s.contact_id = any(
         select coalesce(c.merged_into_id, c.id) from consents l
         join contacts c on c.organization_id = l.organization_id and c.id = l.contact_id
         where l.organization_id = ? and l.id = any(?))
       and s.consent_id = any(?)`,
    [Tenant.id(), Tenant.id(), ids, ids],
    client
  )
  return new Set(rows.map(({ id }) => id))
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Seconds after which somebody else may take over a search whose process is gone. Real time. */
const LEASE = `clock_timestamp() + interval '5 minutes'`

export type Scan = {
  state: 'waiting' | 'running' | 'done' | 'failed'
  step: string | null
  pairs: number | null
  askedAt: Date
  finishedAt: Date | null
}

/** Asks for a search of the whole organization; one that waits or runs already is enough. */
export async function askForScan(
  organizationId: string,
  trx?: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into duplicate_scans (organization_id, state, asked_at) values (?, 'waiting', ?)
     on conflict (organization_id) do update set state = 'waiting', asked_at = excluded.asked_at, lease_until = null
       where duplicate_scans.state in ('done', 'failed')`,
    [organizationId, clock.now().toISO()],
    trx
  )
}

export async function latestScan(): Promise<Scan | null> {
  const [row] = await sql<Scan>(
    `select state, step, pairs, asked_at as "askedAt", finished_at as "finishedAt" from duplicate_scans
     where organization_id = ?`,
    [Tenant.id()]
  )
  return row ?? null
}

/** Takes the search that is owed, if nobody has it. */
export async function leaseScan(): Promise<boolean> {
  const rows = await sql(
    `update duplicate_scans set state = 'running', started_at = ?, step = null, lease_until = ${LEASE}
     where organization_id = ? and (state = 'waiting' or (state = 'running' and lease_until < clock_timestamp()))
     returning 1`,
    [clock.now().toISO(), Tenant.id()]
  )
  return rows.length > 0
}

export async function noteStep(step: string): Promise<void> {
  await sql(
    `update duplicate_scans set step = ?, lease_until = ${LEASE} where organization_id = ? and state = 'running'`,
    [step, Tenant.id()]
  )
}

export async function endScan(outcome: { pairs: number } | { error: string }): Promise<void> {
  await sql(
    `update duplicate_scans set state = ?, step = null, pairs = ?, last_error = ?, lease_until = null, finished_at = ?
     where organization_id = ?`,
    [
      ...('pairs' in outcome
        ? ['done', outcome.pairs, null]
        : ['failed', null, outcome.error.slice(0, 500)]),
      clock.now().toISO(),
      Tenant.id(),
    ]
  )
}

/** Notes contacts whose details changed, of any organizations. */
export async function noteChanges(
  rows: { organizationId: string; contactId: string }[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into duplicate_changes (organization_id, contact_id, changed_at)
     select distinct o, c, ?::timestamptz from unnest(?::uuid[], ?::uuid[]) given (o, c)
     where exists (select 1 from organizations where id = o)
     on conflict do nothing`,
    [clock.now().toISO(), rows.map((row) => row.organizationId), rows.map((row) => row.contactId)],
    trx
  )
}

/** The ids that an import gave to what it made: a range (see the import's id_prefix). */
const MADE = (column: string) =>
  `${column} between (i.id_prefix || '000000000')::uuid and (i.id_prefix || '0ffffffff')::uuid`

/** Notes whom an import made and whom it changed. After an undo: whom of them it left. */
export async function noteImported(
  { organizationId, importId }: { organizationId: string; importId: string },
  trx: TransactionClientContract
): Promise<void> {
  const mine = [clock.now().toISO(), organizationId, importId]
  await sql(
    `insert into duplicate_changes (organization_id, contact_id, changed_at)
     select c.organization_id, c.id, ?::timestamptz from imports i
     join contacts c on c.organization_id = i.organization_id and ${MADE('c.id')} and c.deleted_at is null
     where i.organization_id = ? and i.id = ?
     union all
     select h.organization_id, h.contact_id, ?::timestamptz from import_changes h
     where h.organization_id = ? and h.import_id = ?
     on conflict do nothing`,
    [...mine, ...mine],
    trx
  )
}

/** Forgets the keys of contacts that an undone import took away. */
export async function forgetImported(
  { organizationId, importId }: { organizationId: string; importId: string },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `delete from duplicate_keys k using imports i where i.organization_id = ? and i.id = ?
       and k.organization_id = i.organization_id and ${MADE('k.contact_id')}`,
    [organizationId, importId],
    trx
  )
}

/** Whether an organization has more living contacts than so many. */
export async function hasMoreContacts(
  organizationId: string,
  than: number,
  trx: TransactionClientContract
): Promise<boolean> {
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from contacts where organization_id = ? and deleted_at is null limit ?) counted`,
    [organizationId, than + 1],
    trx
  )
  return count > than
}

/** Takes changed contacts of the tenant, at most `limit`; they are owed again if the transaction fails. */
export async function takeChanges(
  limit: number,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `delete from duplicate_changes where organization_id = ? and contact_id in (
       select contact_id from duplicate_changes where organization_id = ? order by contact_id limit ? for update skip locked)
     returning contact_id as id`,
    [Tenant.id(), Tenant.id(), limit],
    trx
  )
  return rows.map(({ id }) => id)
}

export async function forgetChanges(): Promise<void> {
  await sql('delete from duplicate_changes where organization_id = ?', [Tenant.id()])
}

/** Organizations, of all, with changes or a search that nobody works on. */
export function owedOrganizations(limit: number): Promise<{ id: string; isScan: boolean }[]> {
  return sql(
    `select id, bool_or(scan) as "isScan" from (
       select organization_id as id, false as scan from (select distinct organization_id from duplicate_changes) changed
       union all
       select organization_id, true from duplicate_scans
       where state = 'waiting' or (state = 'running' and lease_until < clock_timestamp())
     ) owed group by id limit ?`,
    [limit]
  )
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { distinctTargets, targetPath, type NamedTarget, type Target } from '#crm/targets'

/** What hangs on records: a table of links and its column with the owner's id. */
export type LinkTable = { table: 'task_links' | 'note_links'; owner: 'task_id' | 'note_id' }

export const TASK_LINKS: LinkTable = { table: 'task_links', owner: 'task_id' }
export const NOTE_LINKS: LinkTable = { table: 'note_links', owner: 'note_id' }

/** Those of the records that live in the tenant, by their names, in the order in which they were given. */
export async function namedTargets(
  targets: Target[],
  client?: TransactionClientContract
): Promise<NamedTarget[]> {
  const wanted = distinctTargets(targets)
  if (wanted.length === 0) return []
  const found = await sql<Target & { label: string }>(
    `with wanted as (select * from jsonb_to_recordset(?::jsonb) as w (type text, id uuid))
     select w.type, c.id, coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email,
         c.phone, 'Nameless') as label
       from wanted w join contacts c on c.organization_id = ? and c.id = w.id and c.deleted_at is null
       where w.type = 'contact'
     union all
     select w.type, c.id, c.name
       from wanted w join companies c on c.organization_id = ? and c.id = w.id and c.deleted_at is null
       where w.type = 'company'
     union all
     select w.type, d.id, d.title
       from wanted w join deals d on d.organization_id = ? and d.id = w.id and d.deleted_at is null
       where w.type = 'deal'`,
    [JSON.stringify(wanted), Tenant.id(), Tenant.id(), Tenant.id()],
    client
  )
  const byKey = new Map(found.map((target) => [`${target.type}:${target.id}`, target]))
  return wanted.flatMap((target) => {
    const named = byKey.get(`${target.type}:${target.id}`)
    return named ? [{ ...named, href: targetPath(named) }] : []
  })
}

/** Throws Refusal (422) when one of the records is not the tenant's. */
export async function requireTargets(
  targets: Target[],
  trx: TransactionClientContract
): Promise<void> {
  const wanted = distinctTargets(targets)
  if ((await namedTargets(wanted, trx)).length === wanted.length) return
  throw new Refusal('One of the records is not there any more.', {
    code: 'E_UNKNOWN_RECORD',
    field: 'links',
  })
}

/** The records that each of the owners hangs on. */
export async function linksOf(
  { table, owner }: LinkTable,
  ids: string[],
  client?: TransactionClientContract
): Promise<Map<string, Target[]>> {
  const links = new Map<string, Target[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return links
  const rows = await sql<Target & { owner: string }>(
    `select ${owner} as owner, target_type as type, target_id as id from ${table}
     where organization_id = ? and ${owner} = any(?::uuid[]) order by created_at,
       array_position(array['contact', 'company', 'deal'], target_type), target_id`,
    [Tenant.id(), ids],
    client
  )
  for (const { owner: id, ...target } of rows) links.get(id)!.push(target)
  return links
}

/** Makes the links of an owner these; what stays keeps its row. */
export async function writeLinks(
  { table, owner }: LinkTable,
  ownerId: string,
  targets: Target[],
  trx: TransactionClientContract
): Promise<void> {
  const wanted = JSON.stringify(distinctTargets(targets))
  await sql(
    `delete from ${table} l where l.organization_id = ? and l.${owner} = ? and not exists (
       select 1 from jsonb_to_recordset(?::jsonb) as w (type text, id uuid)
       where w.type = l.target_type and w.id = l.target_id)`,
    [Tenant.id(), ownerId, wanted],
    trx
  )
  await sql(
    `insert into ${table} (organization_id, ${owner}, target_type, target_id, created_at)
       select ?, ?, w.type, w.id, ? from jsonb_to_recordset(?::jsonb) as w (type text, id uuid)
     on conflict do nothing`,
    [Tenant.id(), ownerId, clock.now().toISO(), wanted],
    trx
  )
}

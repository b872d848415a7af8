import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type Binding, sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { BulkChange as AnyChange } from '#crm/bulk/bulk_change'
import type { ListEntity } from '#crm/lists/columns'

/** A record that was changed, and what stood there: what undo restores. */
export type Changed = { id: string; name: string; before: Record<string, unknown> }

/** What is done to the records themselves, or to their tags. */
type BulkChange = Exclude<AnyChange, { segmentId: string }>

export type ChangeContext = {
  entity: ListEntity
  /** Stands in what the action writes, so that undo knows it again. ISO 8601. */
  stamp: string
  now: string
  trx: TransactionClientContract
}

const TABLES = { contact: 'contacts', company: 'companies' } as const
const NAMES = {
  contact: `coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Nameless')`,
  company: 'c.name',
} as const

/** Locks records in the order of their ids, so that two batches never wait for each other in a circle. */
async function lock(ids: string[], { entity, trx }: ChangeContext): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }>(
    `select c.id, ${NAMES[entity]} as name from ${TABLES[entity]} c
     where c.organization_id = ? and c.id = any(?) order by c.id for no key update`,
    [Tenant.id(), ids],
    trx
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Does it to those of the ids that it changes anything for. Deleted records are passed over. */
export async function applyChange(
  change: BulkChange,
  ids: string[],
  context: ChangeContext
): Promise<Changed[]> {
  const names = await lock(ids, context)
  const { text, bindings } = applying(change, [...names.keys()], context)
  const rows = await sql<Omit<Changed, 'name'>>(text, bindings, context.trx)
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? '' }))
}

/** Takes it back where what the action wrote still stands. */
export async function revertChange(
  change: BulkChange,
  actionId: string,
  ids: string[],
  context: ChangeContext
): Promise<Changed[]> {
  const names = await lock(ids, context)
  const { text, bindings } = reverting(change, context)
  const rows = await sql<Omit<Changed, 'name'>>(
    `with item as (select record_id, before from bulk_action_items
       where organization_id = ? and bulk_action_id = ? and record_id = any(?) and before is not null)
     ${text}`,
    [Tenant.id(), actionId, ids, ...bindings],
    context.trx
  )
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? '' }))
}

type Statement = { text: string; bindings: Binding[] }

function applying(
  change: BulkChange,
  ids: string[],
  { entity, stamp, now }: ChangeContext
): Statement {
  const table = TABLES[entity]
  const living = 'c.organization_id = ? and c.id = any(?) and c.deleted_at is null'
  switch (change.kind) {
    case 'add_tags':
      return {
        text: `with put as (
            insert into ${entity}_tags (organization_id, ${entity}_id, tag_id, created_at)
            select c.organization_id, c.id, t.id, ? from ${table} c
            join tags t on t.organization_id = c.organization_id and t.id = any(?) where ${living}
            on conflict do nothing returning ${entity}_id as id, tag_id)
          select id, jsonb_build_object('tags', jsonb_agg(tag_id)) as before from put group by id`,
        bindings: [stamp, change.tagIds, Tenant.id(), ids],
      }
    case 'remove_tags':
      return {
        text: `with taken as (
            delete from ${entity}_tags x using ${table} c
            where x.organization_id = c.organization_id and x.${entity}_id = c.id and x.tag_id = any(?) and ${living}
            returning c.id, x.tag_id, x.created_at)
          select id, jsonb_build_object('tags', jsonb_agg(jsonb_build_object('id', tag_id, 'at', created_at))) as before
          from taken group by id`,
        bindings: [change.tagIds, Tenant.id(), ids],
      }
    case 'delete':
      return {
        text: `update ${table} c set deleted_at = ?, updated_at = ? where ${living}
          returning c.id, jsonb_build_object('deleted', true) as before`,
        bindings: [stamp, now, Tenant.id(), ids],
      }
    default: {
      const { column, value } = change
      if (!column) return settingCustom(table, change, [now, Tenant.id(), ids])
      const to = `?::${column === 'owner_id' ? 'uuid' : 'text'}`
      return {
        text: `with old as (select c.id, c.${column} as value from ${table} c where ${living} and c.${column} is distinct from ${to})
          update ${table} c set ${column} = ${to}, updated_at = ? from old where c.id = old.id
          returning c.id, jsonb_build_object('value', old.value) as before`,
        bindings: [Tenant.id(), ids, value as string, value as string, now],
      }
    }
  }
}

type Setting = Extract<BulkChange, { column: string | null }>

function settingCustom(table: string, { field, value }: Setting, rest: Binding[]): Statement {
  const key = field.replace('custom.', '')
  const [now, tenant, ids] = rest
  const json = value === null ? null : JSON.stringify(value)
  return {
    text: `with old as (select c.id, c.custom -> ?::text as value from ${table} c
        where c.organization_id = ? and c.id = any(?) and c.deleted_at is null
          and c.custom -> ?::text is distinct from ?::jsonb)
      update ${table} c set custom = ${json === null ? 'c.custom - ?::text' : 'c.custom || jsonb_build_object(?::text, ?::jsonb)'}, updated_at = ?
      from old where c.id = old.id returning c.id, jsonb_build_object('value', old.value) as before`,
    bindings: [key, tenant, ids, key, json, key, ...(json === null ? [] : [json]), now],
  }
}

function reverting(change: BulkChange, { entity, stamp, now }: ChangeContext): Statement {
  const table = TABLES[entity]
  const same = 'c.organization_id = ? and c.id = item.record_id'
  switch (change.kind) {
    case 'add_tags':
      return {
        text: `, taken as (
            delete from ${entity}_tags x using item
            where x.organization_id = ? and x.${entity}_id = item.record_id and x.created_at = ?
              and jsonb_exists(item.before -> 'tags', x.tag_id::text)
            returning x.${entity}_id as id, x.tag_id)
          select id, jsonb_build_object('tags', jsonb_agg(tag_id)) as before from taken group by id`,
        bindings: [Tenant.id(), stamp],
      }
    case 'remove_tags':
      return {
        text: `, put as (
            insert into ${entity}_tags (organization_id, ${entity}_id, tag_id, created_at)
            select c.organization_id, c.id, t.id, (tag ->> 'at')::timestamptz from item
            cross join lateral jsonb_array_elements(item.before -> 'tags') tag
            join ${table} c on ${same}
            join tags t on t.organization_id = c.organization_id and t.id = (tag ->> 'id')::uuid
            on conflict do nothing returning ${entity}_id as id, tag_id)
          select id, jsonb_build_object('tags', jsonb_agg(tag_id)) as before from put group by id`,
        bindings: [Tenant.id()],
      }
    case 'delete':
      // Not "=": the index of deleted records would be walked for each of the items.
      return {
        text: `update ${table} c set deleted_at = null, updated_at = ? from item
          where ${same} and c.deleted_at is not distinct from ?::timestamptz ${entity === 'contact' ? 'and c.merged_into_id is null' : ''}
          returning c.id, item.before`,
        bindings: [now, Tenant.id(), stamp],
      }
    default:
      return revertingSetting(table, change, now)
  }
}

function revertingSetting(
  table: string,
  { field, column, value }: Setting,
  now: string
): Statement {
  const same = 'c.organization_id = ? and c.id = item.record_id and c.deleted_at is null'
  if (!column) {
    const key = field.replace('custom.', '')
    const json = value === null ? null : JSON.stringify(value)
    return {
      text: `update ${table} c set custom = case when item.before -> 'value' = 'null'::jsonb then c.custom - ?::text
            else c.custom || jsonb_build_object(?::text, item.before -> 'value') end, updated_at = ?
          from item where ${same} and c.custom -> ?::text is not distinct from ?::jsonb returning c.id, item.before`,
      bindings: [key, key, now, Tenant.id(), key, json],
    }
  }
  const isOwner = column === 'owner_id'
  const old = `item.before ->> 'value'`
  // Who owned it may be gone meanwhile.
  const to = isOwner ? `(select u.id from users u where u.id = (${old})::uuid)` : old
  return {
    text: `update ${table} c set ${column} = ${to}, updated_at = ? from item
        where ${same} and c.${column} is not distinct from ?::${isOwner ? 'uuid' : 'text'} returning c.id, item.before`,
    bindings: [now, Tenant.id(), value as string],
  }
}

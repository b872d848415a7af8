import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { FieldEntity } from '#crm/models/custom_field'

/** Fields of a kind of record are made one after another, so that keys and places are each given once. */
export async function lockFields(
  entity: FieldEntity,
  trx: TransactionClientContract
): Promise<{ keys: string[]; nextPosition: number }> {
  await sql(
    'select pg_advisory_xact_lock(hashtextextended(?, 0))',
    [`custom_fields:${Tenant.id()}:${entity}`],
    trx
  )
  const rows = await sql<{ key: string; position: number }>(
    'select key, position from custom_fields where organization_id = ? and entity = ?',
    [Tenant.id(), entity],
    trx
  )
  return {
    keys: rows.map(({ key }) => key),
    nextPosition: Math.max(0, ...rows.map(({ position }) => position)) + 1,
  }
}

/** Puts fields in the order of the ids; foreign ids are passed over. */
export async function arrangeFields(entity: FieldEntity, ids: string[]): Promise<void> {
  await sql(
    `update custom_fields f set position = one.position
     from unnest(?::uuid[]) with ordinality one (id, position)
     where f.organization_id = ? and f.entity = ? and f.id = one.id`,
    [ids, Tenant.id(), entity]
  )
}

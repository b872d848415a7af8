import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Holds the organization's pipelines and reasons until the transaction ends: changes of them go one by one. */
export async function lockDealSettings(trx: TransactionClientContract): Promise<void> {
  await sql('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`deals:${Tenant.id()}`], trx)
}

/**
 * Holds a stage until the transaction ends, which puts moves into it one after
 * another. Foreign keys may still point at it meanwhile: two moves in opposite
 * directions note each other's stage in their history.
 */
export async function lockStage(id: string, trx: TransactionClientContract): Promise<void> {
  await sql(
    'select 1 from pipeline_stages where organization_id = ? and id = ? for no key update',
    [Tenant.id(), id],
    trx
  )
}

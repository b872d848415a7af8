import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { rankBetween } from '#crm/models/deal/rank'

/** Where a card was dropped, by its neighbours there; neither means on top of the stage. */
export type DropPlace = {
  /** The card that it lies under. */
  belowId?: string | null
  /** The card that it lies over. */
  aboveId?: string | null
}

/**
 * A rank for a card at that place among the open deals of the stage, whose row
 * the caller holds locked. A neighbour that somebody moved away meanwhile is
 * passed over: the other one tells the place, and without either it is the top.
 */
export async function rankAt(
  stageId: string,
  dealId: string | null,
  { belowId = null, aboveId = null }: DropPlace,
  trx: TransactionClientContract
): Promise<string> {
  const organizationId = Tenant.id()
  const open = `from deals where organization_id = ? and stage_id = ? and status = 'open' and deleted_at is null
    and id is distinct from ?::uuid`
  const scope = [organizationId, stageId, dealId]
  const [given] = await sql<{ below: string | null; above: string | null; first: string | null }>(
    `select (select rank ${open} and id = ?::uuid) as below, (select rank ${open} and id = ?::uuid) as above,
       (select rank ${open} order by rank, id limit 1) as first`,
    [...scope, belowId, ...scope, aboveId, ...scope],
    trx
  )
  if (given.below !== null) {
    const [next] = await sql<{ rank: string }>(
      `select rank ${open} and rank > ? order by rank, id limit 1`,
      [...scope, given.below],
      trx
    )
    return rankBetween(given.below, next?.rank ?? null)
  }
  if (given.above !== null) {
    const [previous] = await sql<{ rank: string }>(
      `select rank ${open} and rank < ? order by rank desc, id desc limit 1`,
      [...scope, given.above],
      trx
    )
    return rankBetween(previous?.rank ?? null, given.above)
  }
  return rankBetween(null, given.first)
}

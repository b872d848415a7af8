import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import type PipelineStage from '#crm/models/pipeline_stage'

/**
 * Takes all deals out of a stage before it goes, to the end of another one, in
 * sets: open ones with a line in their history, closed ones along with them.
 * Throws a Refusal (409) when there are deals and no target.
 */
export async function evacuateStage(
  stage: PipelineStage,
  targetId: string | null,
  trx: TransactionClientContract
): Promise<void> {
  const organizationId = Tenant.id()
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from deals where organization_id = ? and pipeline_id = ? and stage_id = ? limit 10001) held`,
    [organizationId, stage.pipelineId, stage.id],
    trx
  )
  if (count === 0) return
  if (!targetId) {
    const many = count > 10_000 ? 'More than 10,000' : count.toLocaleString('en')
    throw new Refusal(
      `${many} ${count === 1 ? 'deal stands' : 'deals stand'} in ${stage.name}. Choose where they go.`,
      { code: 'E_STAGE_HOLDS_DEALS', status: 409 }
    )
  }
  const { actor } = Context.get()
  const now = clock.now().toISO()
  // A whole part of 14 characters sorts after all that people made, so they stand below it, in their order.
  await sql(
    `with ordered as (
       select id, 'm' || lpad(floor(extract(epoch from ?::timestamptz) * 1000)::bigint::text, 13, '0')
         || lpad(row_number() over (order by rank, id)::text, 9, '0') || '1' as rank
       from deals where organization_id = ? and pipeline_id = ? and stage_id = ?),
     moved as (
       update deals set stage_id = ?, updated_at = ?::timestamptz, rank = ordered.rank,
         stage_entered_at = case when status = 'open' then ?::timestamptz else stage_entered_at end
       from ordered where deals.id = ordered.id and organization_id = ?
       returning deals.id, status, deleted_at)
     insert into deal_stage_changes (organization_id, deal_id, kind, from_stage_id, to_stage_id, actor_type, actor_id, at)
     select ?, id, 'moved', ?, ?, ?, ?::uuid, ?::timestamptz from moved where status = 'open' and deleted_at is null`,
    [
      ...[now, organizationId, stage.pipelineId, stage.id, targetId, now, now, organizationId],
      ...[organizationId, stage.id, targetId, actor.type, actor.id, now],
    ],
    trx
  )
}

import { clock } from '#core/clock/clock'
import type { SqlPart } from '#core/registry/segment_conditions'

/** A condition on open deals (under `deal`): they stand in their stage (under `stage`) for longer than it allows. */
export function rottingDeals(deal: string, stage: string): SqlPart {
  return {
    sql: `${deal}.stage_entered_at < ?::timestamptz - ${stage}.rotting_days * interval '1 day'`,
    bindings: [clock.now().toISO()],
  }
}

import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'

/**
 * Domains over all organizations that are to be looked up again: each once a day; hourly while it waits to be proven for
 * the first time, and after a look that did not find what was there before.
 */
export function domainsToCheck(limit: number): Promise<{ id: string; organizationId: string }[]> {
  const now = clock.now()
  const hour = now.minus({ hours: 1 }).toISO()
  return sql(
    `select id, organization_id as "organizationId" from sending_domains
     where checked_at is null or checked_at < ?
       or (checked_at < ? and (misses > 0 or (state = 'pending' and created_at > ?)))
     order by checked_at nulls first limit ?`,
    [now.minus({ hours: 24 }).toISO(), hour, now.minus({ days: 14 }).toISO(), limit]
  )
}

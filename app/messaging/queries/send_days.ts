import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** How many mails went out today from a sender domain, by all accounts. */
export async function sentToday(senderDomain: string): Promise<number> {
  const [row] = await sql<{ used: number }>(
    `select used from send_rates where organization_id = ? and scope = ? and day = ?`,
    [Tenant.id(), `domain:${senderDomain}`, clock.now().toISODate()]
  )
  return row?.used ?? 0
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type CampaignSettings = { needsApproval: boolean }

export async function campaignSettings(
  client?: TransactionClientContract
): Promise<CampaignSettings> {
  const [row] = await sql<CampaignSettings>(
    `select needs_approval as "needsApproval" from campaign_settings where organization_id = ?`,
    [Tenant.id()],
    client
  )
  return row ?? { needsApproval: false }
}

export async function saveCampaignSettings({ needsApproval }: CampaignSettings): Promise<void> {
  await sql(
    `insert into campaign_settings (organization_id, needs_approval, updated_at) values (?, ?, ?)
     on conflict (organization_id) do update set needs_approval = excluded.needs_approval,
       updated_at = excluded.updated_at`,
    [Tenant.id(), needsApproval, clock.now().toISO()]
  )
}

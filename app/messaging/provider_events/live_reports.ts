import logger from '@adonisjs/core/services/logger'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'

/** Facts come by the hundreds; a page is told once in this time. */
const EVERY_MS = 1000

const waiting = new Set<string>()

/** Has whoever looks at a campaign's report see what just came in. */
export function tellReport(organizationId: string, campaignId: string): void {
  if (waiting.has(campaignId)) return
  waiting.add(campaignId)
  setTimeout(() => {
    waiting.delete(campaignId)
    Tenant.run(organizationId, () => tellStaff('campaigns', campaignId)).catch((error) =>
      logger.debug({ err: error }, 'a report was not told')
    )
  }, EVERY_MS).unref()
}

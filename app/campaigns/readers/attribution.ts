import type { RecordedEvent } from '#core/events/domain_event'
import type { EventReader } from '#core/events/reader'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { attribute, type Conversion } from '#campaigns/queries/attribution'

/** So long after a click a sale is still its fruit. */
const DAYS = 5

type Payload = Omit<Conversion, 'organizationId' | 'contactId'>

/** Sales as the fruit of campaigns: with the last mail whose link their buyers had followed. */
export const attribution: EventReader = {
  name: 'campaigns/attribution',
  types: ['conversion.recorded'],
  async drain(events, trx) {
    const conversions = events.flatMap((event): Conversion[] => {
      const { organizationId, contactId, payload } = event as RecordedEvent<Payload>
      return organizationId && contactId ? [{ ...payload, organizationId, contactId }] : []
    })
    if (conversions.length === 0) return
    for (const { organizationId, campaignId } of await attribute(conversions, DAYS, trx)) {
      await Tenant.run(organizationId, () => tellStaff('campaigns', campaignId, trx))
    }
  },
}

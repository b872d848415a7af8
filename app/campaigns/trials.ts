import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { teamAddresses } from '#messaging/queries/templates/team_addresses'
import Trial from '#campaigns/mails/trial'
import type Campaign from '#campaigns/models/campaign'

/** Sends a version to people of the team. Throws Refusal (422) for others: a test asks nobody's consent. */
export async function sendTrial(campaign: Campaign, variant: number, to: string[]): Promise<void> {
  const team = new Map((await teamAddresses()).map((one) => [one.email.toLowerCase(), one]))
  const addresses = to.map((address) => address.toLowerCase())
  const stranger = addresses.find((address) => !team.has(address))
  if (stranger) {
    throw new Refusal(`Tests go to your team only, and ${stranger} is not part of it.`, {
      code: 'E_NOT_IN_TEAM',
      field: 'to',
    })
  }
  for (const address of new Set(addresses)) {
    await Trial.queue({
      to: { email: address, name: team.get(address)!.name },
      organizationId: Tenant.id(),
      payload: { campaignId: campaign.id, variant },
    })
  }
}

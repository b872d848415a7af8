import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { type RunOrder, startRun } from '#messaging/ledger/runs'
import type Campaign from '#campaigns/models/campaign'

type Sending = Pick<RunOrder, 'contents' | 'asIn'> & {
  /** The share of the audience that it goes to; all of it where omitted. */
  part?: AudienceSpec['part']
  /** How the versions of a test divide it. */
  shares?: RunOrder['shares']
}

/** Starts a sending of a campaign: all of it, or a share of its A/B test. */
export async function startRunOf(
  campaign: Campaign,
  { contents, asIn, part = null, shares }: Sending,
  trx: TransactionClientContract
): Promise<number> {
  const inTimeZones = campaign.scheduleKind === 'local_time'
  return startRun(
    {
      sourceKind: 'campaign',
      sourceId: campaign.id,
      name: campaign.name,
      audience: { ...campaign.spec, part },
      contents,
      asIn,
      shares,
      senderId: campaign.senderId,
      replyTo: campaign.replyTo,
      topicId: campaign.topicId,
      uncertainPolicy: campaign.uncertainPolicy,
      perHour: campaign.perHour,
      startsAt: inTimeZones ? await hourAtHome(campaign) : clock.now().toJSDate(),
      inTimeZones,
      tracksOpens: campaign.tracksOpens,
      tracksClicks: campaign.tracksClicks,
    },
    trx
  )
}

/** The hour of the wall clocks, which is kept as if in UTC, where the organization is. */
async function hourAtHome({ startsAt }: Campaign): Promise<Date> {
  const { timeZone } = await Organization.findOrFail(Tenant.id())
  return startsAt!.toUTC().setZone(timeZone, { keepLocalTime: true }).toJSDate()
}

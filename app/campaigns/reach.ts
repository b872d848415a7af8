import { countAudience } from '#messaging/audience/count_audience'
import Campaign from '#campaigns/models/campaign'

/** Counts the audience of a launched campaign with those who could not be written to, once. */
export async function countReach(id: string): Promise<void> {
  const campaign = await Campaign.query().where('id', id).first()
  if (!campaign?.launchedAt || campaign.reach) return
  const { spec, topicId } = campaign
  campaign.reach = await countAudience(spec, { topicId, isPatient: true })
  if (campaign.reach) await campaign.save()
}

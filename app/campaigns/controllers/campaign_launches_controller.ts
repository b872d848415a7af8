import type { HttpContext } from '@adonisjs/core/http'
import { launchOrSchedule, reopen } from '#campaigns/launching'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'

/** Sends a campaign, at once or when its time has come; taking that back makes it a draft again. */
export default class CampaignLaunchesController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('send')
    const state = await launchOrSchedule(campaign.id)
    const said = state === 'scheduled' ? 'is scheduled' : 'is on its way'
    session.flash('success', `“${campaign.name}” ${said}`)
    return response.redirect(`/admin/campaigns/${campaign.id}`)
  }

  async destroy({ bouncer, params, response, session, staff }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.campaign_id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    await reopen(campaign.id, staff.user.id)
    session.flash('success', 'It is a draft again')
    return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { campaignSettings, saveCampaignSettings } from '#campaigns/queries/campaign_settings'
import { settingsValidator } from '#campaigns/validators/campaign'

/** How campaigns are sent in this organization. */
export default class CampaignSettingsController {
  async edit({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(CampaignPolicy).authorize('read')
    return inertia.render('campaigns/settings', {
      settings: await campaignSettings(),
      can: { update: staff.can('campaigns:approve') },
    })
  }

  async update({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(CampaignPolicy).authorize('approve')
    await saveCampaignSettings(await request.validateUsing(settingsValidator))
    session.flash('success', 'Saved')
    return response.redirect('/admin/settings/campaigns')
  }
}

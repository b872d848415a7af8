import type { HttpContext } from '@adonisjs/core/http'
import { calendarPage, editorPage, listPage } from '#campaigns/campaign_pages'
import { beginCampaign, reviseCampaign } from '#campaigns/editing'
import Campaign from '#campaigns/models/campaign'
import CampaignPolicy from '#campaigns/policies/campaign_policy'
import { reportPage } from '#campaigns/report_page'
import {
  calendarValidator,
  campaignFiltersValidator,
  createCampaignValidator,
  updateCampaignValidator,
} from '#campaigns/validators/campaign'

export default class CampaignsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(CampaignPolicy).authorize('read')
    const filters = await request.validateUsing(campaignFiltersValidator)
    return inertia.render('campaigns/index', await listPage(filters, staff))
  }

  async calendar({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(CampaignPolicy).authorize('read')
    const { month } = await request.validateUsing(calendarValidator)
    return inertia.render('campaigns/calendar', await calendarPage(month ?? null, staff))
  }

  async store({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(CampaignPolicy).authorize('create')
    const { name } = await request.validateUsing(createCampaignValidator)
    const campaign = await beginCampaign(name, staff.user.id)
    return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
  }

  async show({ bouncer, inertia, params, response, staff }: HttpContext) {
    const campaign = await Campaign.query()
      .where('id', params.id)
      .preload('variants')
      .preload('approvals')
      .firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('read')
    if (!campaign.isLaunched) return response.redirect(`/admin/campaigns/${campaign.id}/edit`)
    return inertia.render('campaigns/show', await reportPage(campaign, staff, inertia))
  }

  async edit({ bouncer, inertia, params, response, staff }: HttpContext) {
    const campaign = await Campaign.query()
      .where('id', params.id)
      .preload('variants')
      .preload('approvals')
      .firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('read')
    if (campaign.isLaunched) return response.redirect(`/admin/campaigns/${campaign.id}`)
    return inertia.render('campaigns/edit', await editorPage(campaign, staff))
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('update')
    await reviseCampaign(campaign.id, await request.validateUsing(updateCampaignValidator))
    return response.noContent()
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const campaign = await Campaign.query().where('id', params.id).firstOrFail()
    await bouncer.with(CampaignPolicy).authorize('delete')
    await campaign.discard()
    session.flash('success', `“${campaign.name}” is deleted`)
    return response.redirect('/admin/campaigns')
  }
}

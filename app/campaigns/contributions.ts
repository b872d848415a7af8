/* What this domain contributes to registries. */
import { addEndpoints } from '#core/api/endpoint'
import { apiGroups } from '#core/api/groups'
import { eventCatalogue } from '#core/events/domain_event'
import { eventReaders } from '#core/events/reader'
import { mails } from '#core/mail/mail'
import { notificationKinds } from '#core/notifications/kinds'
import { schedules } from '#core/queue/schedules'
import { sweepers } from '#core/queue/sweepers'
import { contactReferences } from '#core/registry/contact_references'
import { demoData } from '#core/registry/demo_data'
import { publicPages } from '#core/registry/public_pages'
import { searchSources } from '#core/registry/search'
import { choiceSources } from '#core/registry/segment_conditions'
import * as endpoints from '#campaigns/api/endpoints'
import CampaignApprovalRequested from '#campaigns/events/campaign_approval_requested'
import CampaignApproved from '#campaigns/events/campaign_approved'
import CampaignCancelled from '#campaigns/events/campaign_cancelled'
import CampaignCreated from '#campaigns/events/campaign_created'
import CampaignDecided from '#campaigns/events/campaign_decided'
import CampaignExported from '#campaigns/events/campaign_exported'
import CampaignFinished from '#campaigns/events/campaign_finished'
import CampaignLaunched from '#campaigns/events/campaign_launched'
import CampaignPaused from '#campaigns/events/campaign_paused'
import CampaignRefused from '#campaigns/events/campaign_refused'
import CampaignReopened from '#campaigns/events/campaign_reopened'
import CampaignResumed from '#campaigns/events/campaign_resumed'
import CampaignScheduled from '#campaigns/events/campaign_scheduled'
import { attribution } from '#campaigns/readers/attribution'

for (const event of [
  CampaignCreated,
  CampaignApprovalRequested,
  CampaignApproved,
  CampaignRefused,
  CampaignReopened,
  CampaignScheduled,
  CampaignLaunched,
  CampaignPaused,
  CampaignResumed,
  CampaignCancelled,
  CampaignDecided,
  CampaignFinished,
  CampaignExported,
]) {
  eventCatalogue.add(event.type, event)
}

apiGroups.add('Campaigns', 'Mails to many: written, launched, followed.')
addEndpoints(...Object.values(endpoints))

eventReaders.add(attribution.name, attribution)

mails.add('campaigns/trial', () => import('#campaigns/mails/trial'))

notificationKinds.add('campaigns/approval', {
  label: 'Approval of a campaign',
  defaultInApp: true,
  defaultEmail: true,
})
notificationKinds.add('campaigns/attention', {
  label: 'A campaign could not be sent',
  defaultInApp: true,
  defaultEmail: true,
})

schedules.add('campaigns-advance', {
  every: 10_000,
  load: () => import('#campaigns/jobs/advance_campaigns'),
})
sweepers.add('campaigns/advance', async () =>
  (await import('#campaigns/advancing')).sweepCampaigns()
)

choiceSources.add('campaigns', {
  permission: 'campaigns:read',
  search: async (text) =>
    (await import('#campaigns/queries/campaign_choices')).searchCampaigns(text),
  named: async (ids) => (await import('#campaigns/queries/campaign_choices')).campaignsNamed(ids),
})
searchSources.add('campaigns', {
  permission: 'campaigns:read',
  find: async (term) => (await import('#campaigns/queries/campaign_list')).findCampaigns(term),
})

publicPages.add('newsletter', {
  menu: async () => (await import('#campaigns/letters')).letterMenu(),
  sitemap: async () => (await import('#campaigns/letters')).letterSitemap(),
})

contactReferences.add('campaign_conversions.contact_id', {
  table: 'campaign_conversions',
  column: 'contact_id',
  key: ['source', 'source_id'],
  label: { one: 'sale of a campaign', many: 'sales of campaigns' },
  isLedger: true,
})

demoData.add('campaigns', {
  after: ['crm_consent', 'segments', 'templates'],
  seed: async () => (await import('#campaigns/demo')).seedCampaigns(),
})

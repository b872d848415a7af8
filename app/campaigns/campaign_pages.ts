import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import type { Staff } from '#identity/staff'
import { writingTools } from '#messaging/templates/editor_page'
import { sendPolicy } from '#messaging/policy/send_policy'
import Sender from '#messaging/models/sender'
import Organization from '#identity/models/organization'
import { waitsForAnother } from '#campaigns/approval'
import { checkCampaign } from '#campaigns/campaign_checks'
import type Campaign from '#campaigns/models/campaign'
import {
  campaignsNamed,
  segmentsNamed,
  templateChoices,
  topicChoices,
} from '#campaigns/queries/campaign_choices'
import {
  campaignCounts,
  type CampaignFilters,
  campaignPage,
  campaignsBetween,
} from '#campaigns/queries/campaign_list'
import { talliesOf } from '#campaigns/queries/campaign_runs'
import { campaignSettings } from '#campaigns/queries/campaign_settings'
import { peopleNamed } from '#campaigns/queries/people'
import CampaignTransformer from '#campaigns/transformers/campaign_transformer'

export const rights = (staff: Staff) => ({
  create: staff.can('campaigns:create'),
  update: staff.can('campaigns:update'),
  delete: staff.can('campaigns:delete'),
  approve: staff.can('campaigns:approve'),
  send: staff.can('campaigns:send'),
  readContacts: staff.can('contacts:read'),
  export: staff.can('contacts:export'),
})

/** The list, with the figures of what was sent. */
export async function listPage(filters: CampaignFilters, staff: Staff) {
  const [page, counts] = await Promise.all([campaignPage(filters), campaignCounts()])
  const tallies = await talliesOf(page.rows.map(({ id }) => id))
  const { q, state } = filters
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(state ? { state } : {}) })
  const link = (cursor: string | null) => {
    if (!cursor) return null
    query.set('cursor', cursor)
    return `/admin/campaigns?${query}`
  }
  return {
    campaigns: page.rows.map((campaign) => ({
      ...new CampaignTransformer(campaign).toObject(),
      tally: tallies.get(campaign.id) ?? null,
    })),
    counts,
    filters: { q: q ?? null, state: state ?? null },
    next: link(page.next),
    previous: link(page.previous),
    can: rights(staff),
  }
}

/** A month of the calendar in the organization's zone, with the days of other months that its weeks show. */
export async function calendarPage(month: string | null, staff: Staff) {
  const { timeZone } = await Organization.findOrFail(Tenant.id())
  const first = DateTime.fromISO(
    `${month ?? clock.now().setZone(timeZone).toFormat('yyyy-MM')}-01`,
    { zone: timeZone }
  )
  const from = first.startOf('week')
  const to = first.endOf('month').endOf('week')
  const campaigns = await campaignsBetween(from.toISO()!, to.toISO()!)
  const dayOf = ({ launchedAt, startsAt, scheduleKind }: Campaign) => {
    if (launchedAt) return launchedAt.setZone(timeZone).toISODate()!
    return startsAt!.setZone(scheduleKind === 'local_time' ? 'UTC' : timeZone).toISODate()!
  }
  return {
    month: first.toFormat('yyyy-MM'),
    title: first.toFormat('LLLL yyyy'),
    days: Array.from({ length: Math.round(to.diff(from, 'days').days) }, (_, n) => {
      const day = from.plus({ days: n })
      return { date: day.toISODate()!, day: day.day, isInMonth: day.month === first.month }
    }),
    today: clock.now().setZone(timeZone).toISODate()!,
    timeZone,
    campaigns: campaigns.map((campaign) => ({
      ...new CampaignTransformer(campaign).toObject(),
      day: dayOf(campaign),
    })),
    can: rights(staff),
  }
}

/** All that the editor of a campaign needs. `variants` and `approvals` have to be loaded. */
export async function editorPage(campaign: Campaign, staff: Staff) {
  const { spec } = campaign
  const [
    senders,
    topics,
    templates,
    segments,
    campaigns,
    findings,
    settings,
    organization,
    tools,
    rules,
  ] = await Promise.all([
    Sender.query().whereNull('archivedAt').preload('domain').orderBy('name'),
    topicChoices(campaign.topicId),
    templateChoices(),
    segmentsNamed([...spec.include.segments, ...spec.exclude.segments]),
    campaignsNamed([...(spec.include.received?.sources ?? []), ...(spec.exclude.campaigns ?? [])]),
    checkCampaign(campaign),
    campaignSettings(),
    Organization.findOrFail(Tenant.id()),
    writingTools(),
    sendPolicy(),
  ])
  return {
    campaign: new CampaignTransformer(campaign).forEditor(),
    tools,
    senders: senders.map((sender) => ({
      id: sender.id,
      name: sender.name,
      address: sender.fromAddress,
      isUsable: sender.isUsable,
    })),
    topics,
    allowed: { opens: rules.tracksOpens, clicks: rules.tracksClicks },
    templates: templates.map(({ updatedAt, ...one }) => ({
      ...one,
      updatedAt: updatedAt.toISOString(),
    })),
    names: Object.fromEntries([
      ...segments.map(({ id, name }) => [id, name]),
      ...campaigns.map(({ value, label }) => [value, label]),
    ]) as Record<string, string>,
    findings,
    needsApproval: settings.needsApproval,
    approvals: await approvalsOf(campaign),
    timeZone: organization.timeZone,
    me: staff.user.email,
    can: {
      ...rights(staff),
      approve: staff.can('campaigns:approve') && !(await waitsForAnother(campaign, staff.user.id)),
      upload: staff.can('files:create'),
      draw: staff.can('templates:read'),
    },
  }
}

/** Who asked for approval and what was said, the newest first. */
async function approvalsOf({ approvals }: Campaign) {
  const names = await peopleNamed(
    approvals.flatMap(({ requestedById, decidedById }) =>
      [requestedById, decidedById].filter((one): one is string => one !== null)
    )
  )
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? 'Somebody') : 'Somebody')
  return approvals.map((one) => ({
    id: one.id,
    requestedBy: nameOf(one.requestedById),
    requestedAt: one.requestedAt.toISO()!,
    decision: one.decision,
    decidedBy: one.decidedById ? nameOf(one.decidedById) : null,
    decidedAt: one.decidedAt?.toISO() ?? null,
    note: one.note,
  }))
}

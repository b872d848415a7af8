import type { HttpContext } from '@adonisjs/core/http'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import type { Staff } from '#identity/staff'
import { type Wait, waitOf } from '#messaging/ledger/waiting'
import { REASON, reasonOf, STATE, stateOf } from '#messaging/ledger/states'
import { rights } from '#campaigns/campaign_pages'
import type Campaign from '#campaigns/models/campaign'
import { letterOf } from '#campaigns/models/campaign_variant'
import {
  bounceReasons,
  devices,
  domainCounts,
  hourly,
  linkClicks,
  reasonCounts,
  revenueOf,
} from '#campaigns/queries/campaign_report'
import { type RunRow, runsOf, type Tally, variantTallies } from '#campaigns/queries/campaign_runs'
import { versionsOf } from '#campaigns/versions'
import CampaignTransformer from '#campaigns/transformers/campaign_transformer'

const ZERO: Tally = {
  audience: 0,
  sent: 0,
  skipped: 0,
  failed: 0,
  uncertain: 0,
  cancelled: 0,
  delivered: 0,
  bounced: 0,
  complained: 0,
  opened: 0,
  openedHuman: 0,
  clicked: 0,
  clickedHuman: 0,
  unsubscribed: 0,
  replied: 0,
  converted: 0,
  revenueMinor: 0,
}

function sum(tallies: Tally[]): Tally {
  const total = { ...ZERO }
  for (const tally of tallies) {
    for (const name of Object.keys(ZERO) as (keyof Tally)[]) total[name] += tally[name]
  }
  return total
}

/** The report: sums at once, what has to be counted after them. `variants` has to be loaded. */
export async function reportPage(
  campaign: Campaign,
  staff: Staff,
  inertia: HttpContext['inertia']
) {
  const [tallies, runs, organization] = await Promise.all([
    variantTallies(campaign.id),
    runsOf(campaign.id),
    Organization.findOrFail(Tenant.id()),
  ])
  const total = sum(tallies)
  const versions = versionsOf(campaign)
  return {
    campaign: new CampaignTransformer(campaign).forReport(),
    total,
    reach: (campaign.reach ?? null) as Reach | null,
    progress: progressOf(total, runs),
    wait: await waitOfAny(runs, staff),
    versions: campaign.testOf
      ? versions.map((version) => ({
          variant: version.variant,
          letter: letterOf(version.variant),
          subject: version.subject,
          tally: tallies.find(({ variant }) => variant === version.variant) ?? ZERO,
        }))
      : [],
    tracking: {
      opens: runs.some(({ tracksOpens }) => tracksOpens),
      clicks: runs.some(({ tracksClicks }) => tracksClicks),
    },
    revenue: await revenueOf(campaign.id),
    timeZone: organization.timeZone,
    can: rights(staff),
    leftOut: inertia.defer(() => leftOutOf(campaign.id), 'reasons'),
    links: inertia.defer(() => linkClicks(campaign.id), 'clicks'),
    hours: inertia.defer(() => hoursOf(campaign), 'clicks'),
    domains: inertia.defer(() => domainCounts(campaign.id), 'domains'),
    bounces: inertia.defer(() => bounceReasons(campaign.id), 'reasons'),
    devices: inertia.defer(() => devices(campaign.id), 'clicks'),
  }
}

/** As AudienceCount, taken right after the launch. */
type Reach = { total: number; reachable: number; leftOut: Record<string, number> }

/** Why it stands still; the way to where that is mended for those who may go there. */
async function waitOfAny(runs: RunRow[], staff: Staff): Promise<Wait | null> {
  for (const { id, state } of runs) {
    const wait = state === 'sending' ? await waitOf(id) : null
    if (wait) return { ...wait, url: staff.can('senders:read') ? wait.url : null }
  }
  return null
}

function progressOf(total: Tally, runs: Awaited<ReturnType<typeof runsOf>>) {
  const done = total.sent + total.skipped + total.failed + total.uncertain + total.cancelled
  const open = runs.filter(({ state }) => ['freezing', 'sending', 'paused'].includes(state))
  return {
    done,
    of: total.audience,
    isFreezing: open.some(({ state }) => state === 'freezing'),
    isOpen: open.length > 0,
    perHour: open[0]?.perHour ?? null,
    startedAt: runs.find(({ startedAt }) => startedAt)?.startedAt?.toISOString() ?? null,
  }
}

/** Why people of the frozen audience did not get it, in words. */
async function leftOutOf(campaignId: string) {
  const rows = await reasonCounts(campaignId)
  return rows.map(({ state, reason, people }) => ({
    state: stateOf(state),
    reason: reasonOf(reason),
    text:
      REASON[reasonOf(reason)].people ||
      (state === STATE.uncertain ? 'nobody knows whether it left' : 'for another reason'),
    people,
  }))
}

async function hoursOf({ id, launchedAt }: Campaign) {
  const found = new Map((await hourly(id, launchedAt!.toISO()!)).map((row) => [row.hour, row]))
  return Array.from({ length: 48 }, (_, hour) => ({
    hour,
    opened: found.get(hour)?.opened ?? 0,
    clicked: found.get(hour)?.clicked ?? 0,
  }))
}

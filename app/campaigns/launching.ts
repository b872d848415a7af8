import { resolveDoubts } from '#messaging/ledger/doubts'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { notify } from '#core/notifications/notify'
import { startTest } from '#campaigns/ab_test'
import { forgetArchive } from '#campaigns/archive'
import { checkCampaign } from '#campaigns/campaign_checks'
import { contentsOf } from '#campaigns/content'
import CampaignLaunched from '#campaigns/events/campaign_launched'
import CountReach from '#campaigns/jobs/count_reach'
import LaunchCampaign from '#campaigns/jobs/launch_campaign'
import Campaign from '#campaigns/models/campaign'
import type { CampaignState } from '#campaigns/models/campaign/lifecycle'
import { dueCampaigns } from '#campaigns/queries/due_campaigns'
import { campaignSettings } from '#campaigns/queries/campaign_settings'
import { runsOf } from '#campaigns/queries/campaign_runs'
import { startRunOf } from '#campaigns/runs'
import { cancelRun, pauseRun, resumeRun, setRate } from '#messaging/ledger/runs'
import { staffWho } from '#identity/staff_who'
import { firstMomentOf } from '#campaigns/wall_clock'

/** Throws Refusal (422) with the first thing that keeps a campaign from being sent. `variants` has to be loaded. */
export async function refuseFaulty(campaign: Campaign): Promise<void> {
  const fault = (await checkCampaign(campaign)).find(({ level }) => level === 'error')
  if (fault) throw new Refusal(fault.message, { code: 'E_CAMPAIGN_FAULT', field: fault.section })
}

/**
 * Sends a campaign at once, or leaves it to the clock; in the caller's transaction where there is one. Throws Refusal
 * while something is missing.
 */
export async function launchOrSchedule(
  id: string,
  client?: TransactionClientContract
): Promise<CampaignState> {
  return inside(client, async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    await campaign.load('variants')
    const { needsApproval } = await campaignSettings(trx)
    if (needsApproval && campaign.state !== 'approved') {
      throw new Refusal('It has to be approved before it is sent.', {
        code: 'E_CAMPAIGN_APPROVAL',
        status: 409,
      })
    }
    await refuseFaulty(campaign)
    if (campaign.scheduleKind === 'now') await launch(campaign, trx)
    else await campaign.schedule(trx)
    return campaign.state
  })
}

/** Begins the sending: its audience is frozen from here on. The row has to be locked, `variants` loaded. */
async function launch(campaign: Campaign, trx: TransactionClientContract): Promise<void> {
  campaign.launchedAt = clock.now()
  await campaign.transitionTo('sending', CampaignLaunched, trx)
  const contents = await contentsOf(campaign)
  if (campaign.testOf) await startTest(campaign, contents, trx)
  else await startRunOf(campaign, { contents }, trx)
  if (campaign.isPublic) forgetArchive(trx)
  const reach = { campaignId: campaign.id }
  trx.after('commit', () => void CountReach.enqueue(reach, { key: campaign.id }).catch(() => {}))
}

/** Sends a campaign whose time has come; once, however often and by however many it is called. */
export async function launchDue(id: string): Promise<void> {
  const now = clock.now()
  try {
    await db.transaction(async (trx) => {
      const campaign = await Campaign.locked(id, trx)
      if (campaign.state !== 'scheduled' || firstMomentOf(campaign) > now) return
      await campaign.load('variants')
      await refuseFaultyNow(campaign)
      await launch(campaign, trx)
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await giveBack(id, error.message)
  }
}

/** As refuseFaulty(); that its moment is over is no fault of a campaign whose moment has come. */
async function refuseFaultyNow(campaign: Campaign): Promise<void> {
  const fault = (await checkCampaign(campaign)).find(
    ({ level, section }) => level === 'error' && section !== 'schedule'
  )
  if (fault) throw new Refusal(fault.message, { code: 'E_CAMPAIGN_FAULT' })
}

/** What cannot be sent when its time has come is a draft again, and people are told why. */
async function giveBack(id: string, why: string): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    if (campaign.state !== 'scheduled') return
    await campaign.reopen(null, trx)
    await notify(
      await staffWho('campaigns:send'),
      {
        kind: 'campaigns/attention',
        key: `campaign-not-sent:${id}:${clock.now().toMillis()}`,
        title: `“${campaign.name}” was not sent`,
        body: why,
        url: `/admin/campaigns/${id}/edit`,
        organizationId: Tenant.id(),
      },
      trx
    )
  })
}

/** A draft again, with its date and its approval taken back. */
export function reopen(id: string, userId: string): Promise<void> {
  return within(id, (campaign, trx) => campaign.reopen(userId, trx))
}

export function pauseCampaign(id: string, client?: TransactionClientContract): Promise<void> {
  return turn(id, (campaign, trx) => campaign.pause(trx), client)
}

export function resumeCampaign(id: string, client?: TransactionClientContract): Promise<void> {
  return turn(id, (campaign, trx) => campaign.resume(trx), client)
}

export function cancelCampaign(id: string, client?: TransactionClientContract): Promise<void> {
  return turn(id, (campaign, trx) => campaign.cancel(trx), client)
}

/** Its runs follow at once; of a transaction that is the caller's, after its commit. */
async function turn(
  id: string,
  act: (campaign: Campaign, trx: TransactionClientContract) => Promise<void>,
  client?: TransactionClientContract
): Promise<void> {
  await within(id, act, client)
  if (client) client.after('commit', () => void followState(id).catch(() => {}))
  else await followState(id)
}

export async function changeRate(id: string, perHour: number | null): Promise<void> {
  await within(id, (campaign, trx) => campaign.changeRate(perHour, trx))
  for (const run of await openRuns(id)) await setRate(run, perHour)
}

/** Lets the runs of a campaign that was paused, resumed or cancelled do as it says; swept, so that none is forgotten. */
export async function followState(id: string): Promise<void> {
  const { state } = await Campaign.query().where('id', id).firstOrFail()
  for (const run of await openRuns(id)) {
    if (state === 'paused') await pauseRun(run)
    if (state === 'sending') await resumeRun(run)
    if (state === 'cancelled') await cancelRun(run)
  }
}

async function openRuns(id: string): Promise<number[]> {
  const runs = await runsOf(id)
  return runs
    .filter(({ state }) => ['freezing', 'sending', 'paused'].includes(state))
    .map((run) => run.id)
}

function within(
  id: string,
  act: (campaign: Campaign, trx: TransactionClientContract) => Promise<void>,
  client?: TransactionClientContract
): Promise<void> {
  return inside(client, async (trx) => act(await Campaign.locked(id, trx), trx))
}

function inside<T>(
  client: TransactionClientContract | undefined,
  act: (trx: TransactionClientContract) => Promise<T>
): Promise<T> {
  return client ? act(client) : db.transaction(act)
}

/** Enqueues the campaigns whose time has come. Over all organizations. */
export async function enqueueDue(limit = 500): Promise<number> {
  const due = await dueCampaigns(clock.now().toISO(), limit)
  for (const { id, organizationId } of due) {
    await Tenant.run(organizationId, () =>
      LaunchCampaign.enqueue({ campaignId: id }, { key: sweepKey(id) })
    )
  }
  return due.length
}

/** Decides about the mails of a campaign that nobody can tell about; resolves to how many there were. */
export async function decideDoubts(
  campaignId: string,
  decision: 'sent' | 'resend'
): Promise<number> {
  let count = 0
  for (const { id } of await runsOf(campaignId)) count += await resolveDoubts(id, decision)
  return count
}

import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { decideTest } from '#campaigns/ab_test'
import { enqueueDue, followState } from '#campaigns/launching'
import Campaign from '#campaigns/models/campaign'
import { campaignsAtTurn, campaignsOutOfStep } from '#campaigns/queries/due_campaigns'
import { runsOf } from '#campaigns/queries/campaign_runs'

/** Begins what is due, decides tests whose time is over, closes what was sent to the end. Over all organizations. */
export async function sweepCampaigns(limit = 200): Promise<number> {
  const begun = await enqueueDue(limit)
  const turning = await campaignsAtTurn(clock.now().toISO(), limit)
  for (const { id, organizationId } of turning) {
    await alone(id, () => Tenant.run(organizationId, () => advance(id)))
  }
  const astray = await campaignsOutOfStep(limit)
  for (const { id, organizationId } of astray) {
    await alone(id, () => Tenant.run(organizationId, () => followState(id)))
  }
  return begun + turning.length + astray.length
}

/** What cannot be done for one campaign must not keep those of others waiting. */
async function alone(id: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    logger.error({ err: error, campaign_id: id }, 'campaign does not advance')
  }
}

/** Takes a campaign on its way one step on, where it can go. Safe to call at any time, by several at once. */
export async function advance(id: string): Promise<void> {
  const { currency } = await Organization.findOrFail(Tenant.id())
  await decideTest(id, currency)
  await finishSent(id)
}

/** Nothing of it is open any more, and no test waits for its winner. */
async function finishSent(id: string): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    if (!['sending', 'paused'].includes(campaign.state)) return
    if (campaign.testOf && !campaign.decidedAt) return
    const runs = await runsOf(id, trx)
    if (runs.some(({ state }) => state !== 'finished' && state !== 'cancelled')) return
    await campaign.finish(trx)
  })
}

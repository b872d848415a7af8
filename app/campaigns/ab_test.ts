import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import type { NewContent } from '#messaging/ledger/runs'
import { contentsOf } from '#campaigns/content'
import CampaignDecided from '#campaigns/events/campaign_decided'
import Campaign from '#campaigns/models/campaign'
import { letterOf } from '#campaigns/models/campaign_variant'
import { runsOf, type Tally, variantTallies } from '#campaigns/queries/campaign_runs'
import { startRunOf } from '#campaigns/runs'

/**
 * Who is in which share is drawn by the hash of contact and campaign: [0, test) tries the versions, the last
 * `holdout` of 100 get nothing, and those between get the version that won.
 */
function shareOf(campaign: Campaign, from: number, to: number): AudienceSpec['part'] {
  return { from: from / 100, to: to / 100, salt: campaign.id }
}

/** Sends the versions to equal parts of the test's share. The row has to be locked. */
export async function startTest(
  campaign: Campaign,
  contents: NewContent[],
  trx: TransactionClientContract
): Promise<void> {
  await startRunOf(
    campaign,
    {
      contents,
      part: shareOf(campaign, 0, campaign.testPercent),
      shares: contents.map(({ variant }) => ({ variant, share: 1 / contents.length })),
    },
    trx
  )
  campaign.decideAt =
    campaign.testWinner === 'manual' ? null : clock.now().plus({ hours: campaign.testHours })
  await campaign.useTransaction(trx).save()
}

type Result = Tally & { variant: number }
export type Verdict = { variant: number; reason: string }

/** Which version won, and why, in a sentence. */
export function judge(results: Result[], by: 'clicks' | 'revenue', currency: string): Verdict {
  const scored = results
    .filter(({ sent }) => sent > 0)
    .map((one) => ({
      ...one,
      score: (by === 'clicks' ? one.clickedHuman : one.revenueMinor) / one.sent,
    }))
    .sort((a, b) => b.score - a.score || a.variant - b.variant)
  const [best, second] = scored
  if (!best) return { variant: 0, reason: 'Nobody was sent the test, so version A goes out.' }
  const told = (one: Result) =>
    by === 'clicks'
      ? `${percent(one.clickedHuman / one.sent)} of ${one.sent.toLocaleString('en')} clicked`
      : `${money(one.revenueMinor, currency)} from ${one.sent.toLocaleString('en')} mails`
  const letter = letterOf(best.variant)
  if (best.score === 0) {
    const nobody = by === 'clicks' ? 'Nobody clicked' : 'Nobody bought'
    return { variant: 0, reason: `${nobody} in the time of the test, so version A goes out.` }
  }
  if (second && second.score === best.score) {
    return {
      variant: best.variant,
      reason: `Versions ${letter} and ${letterOf(second.variant)} are even (${told(best)}); the first one goes out.`,
    }
  }
  const other = second ? `, ${letterOf(second.variant)}: ${told(second)}` : ''
  return {
    variant: best.variant,
    reason: `${letter} won: ${told(best)}${other}.${by === 'clicks' && second ? sureness(best, second) : ''}`,
  }
}

/** Whether the difference may be chance: a two-proportion z-test at 95 percent. */
function sureness(best: Result, second: Result): string {
  const pooled = (best.clickedHuman + second.clickedHuman) / (best.sent + second.sent)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / best.sent + 1 / second.sent))
  const z =
    error > 0 ? (best.clickedHuman / best.sent - second.clickedHuman / second.sent) / error : 0
  return z >= 1.96 ? ' The difference is no chance.' : ' The difference may be chance.'
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
const money = (minor: number, currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100)

/** Ends the test when its time is over, once; the others are sent what won. */
export async function decideTest(id: string, currency: string): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    const { state, decideAt, decidedAt, testWinner } = campaign
    if (state !== 'sending' || decidedAt || !decideAt || decideAt > clock.now()) return
    const results = await variantTallies(id, null, trx)
    const verdict = judge(results, testWinner === 'revenue' ? 'revenue' : 'clicks', currency)
    await sendWinner(campaign, verdict, trx)
  })
}

/** Ends the test by hand. Throws Refusal (409) where there is none to end. */
export async function chooseWinner(id: string, variant: number): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    await campaign.load('variants')
    const isThere = variant === 0 || campaign.variants.some((one) => one.variant === variant)
    if (!campaign.testOf || campaign.decidedAt || campaign.state !== 'sending' || !isThere) {
      throw new Refusal('There is no test to decide.', { code: 'E_CAMPAIGN_STATE', status: 409 })
    }
    await sendWinner(
      campaign,
      { variant, reason: `Version ${letterOf(variant)} was chosen by hand.` },
      trx
    )
  })
}

async function sendWinner(
  campaign: Campaign,
  { variant, reason }: Verdict,
  trx: TransactionClientContract
): Promise<void> {
  await campaign.load('variants')
  Object.assign(campaign, { winner: variant, winnerReason: reason, decidedAt: clock.now() })
  await campaign.useTransaction(trx).save()
  await campaign.tell(CampaignDecided, trx, reason)
  const [from, to] = [campaign.testPercent, 100 - campaign.holdoutPercent]
  if (from >= to) return
  const part = shareOf(campaign, from, to)
  // Blocks and the brand may have changed since: what won is what goes out.
  const [test] = await runsOf(campaign.id, trx)
  const or = async () => (await contentsOf(campaign)).filter((one) => one.variant === variant)
  await startRunOf(campaign, { contents: [], asIn: { runId: test.id, variant, or }, part }, trx)
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'
import { tellStaff } from '#identity/staff_channels'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import FreezeRun from '#messaging/jobs/freeze_run'
import SendBatches from '#messaging/jobs/send_batches'
import { trackingOf } from '#messaging/policy/tracking'
import { prepareHtml } from '#messaging/rendering/prepare'
import { batchSize, startIn } from '#messaging/ledger/freezing'
import { holdBatches, respread, zonesWaiting } from '#messaging/queries/send_batches'
import {
  cancelWaiting,
  copyContent,
  insertContents,
  insertRun,
  lockRun,
  setRunRate,
  setRunState,
  type Run,
} from '#messaging/queries/send_runs'

/** What readers of a variant get. HTML and text are Liquid; links are as people wrote them. */
export type NewContent = {
  variant: number
  subject: string
  preheader: string
  html: string
  text: string
  /** Null for the run's. */
  senderId?: string | null
}

export type RunOrder = {
  /** Whose it is: `campaign` and its id. */
  sourceKind: string
  sourceId: string
  /** What people call it. */
  name: string
  audience: AudienceSpec
  contents: NewContent[]
  /** Instead of `contents`: an earlier run whose words are sent again as they were; `or` makes them anew where they cannot. */
  asIn?: { runId: number; variant: number; or: () => Promise<NewContent[]> }
  /** Shares of the variants, adding up to 1; all of it for the first content where omitted. */
  shares?: { variant: number; share: number }[]
  senderId: string | null
  /** Where answers go; null for where the sender says. */
  replyTo?: string | null
  /** Topic that its readers have to agree to; null for marketing without one. */
  topicId: string | null
  /** What becomes of mails that nobody can tell about after a crash: kept for people, or sent again. */
  uncertainPolicy?: 'hold' | 'resend'
  perHour?: number | null
  /** Now, unless given. In time zones: this wall-clock time of the organization, where each reader lives. */
  startsAt?: Date
  inTimeZones?: boolean
  /** Asked for; the organization and the topic may keep it off. */
  tracksOpens?: boolean
  tracksClicks?: boolean
}

/**
 * Orders a sending to many, in the caller's transaction: its content is fixed now, its audience by a job after the
 * commit. Resolves to its id.
 */
export async function startRun(order: RunOrder, trx: TransactionClientContract): Promise<number> {
  const { topicId, tracksOpens: opens = true, tracksClicks: clicks = true } = order
  const tracking = await trackingOf({ topicId, opens, clicks }, trx)
  const tracks = { tracksOpens: tracking.opens, tracksClicks: tracking.clicks }
  const { asIn } = order
  const first = asIn?.variant ?? order.contents[0].variant
  const id = await insertRun(
    {
      sourceKind: order.sourceKind,
      sourceId: order.sourceId,
      topicId,
      senderId: order.senderId,
      uncertainPolicy: order.uncertainPolicy ?? 'hold',
      perHour: order.perHour ?? null,
      ...tracks,
      plan: {
        name: order.name,
        audience: order.audience,
        variants: order.shares ?? [{ variant: first, share: 1 }],
        inTimeZones: order.inTimeZones ?? false,
        replyTo: order.replyTo ?? null,
      },
      startsAt: order.startsAt ?? clock.now().toJSDate(),
    },
    clock.now().toISO(),
    trx
  )
  const isCopied = asIn !== undefined && (await copyContent(id, asIn, trx))
  if (!isCopied) {
    const organization = await Organization.findOrFail(Tenant.id(), { client: trx })
    const site = await siteUrl(organization)
    const contents = asIn ? await asIn.or() : order.contents
    await insertContents(
      id,
      contents.map(({ senderId = null, ...content }) => ({
        ...content,
        ...prepareHtml(content.html, { siteUrl: site, ...tracks }),
        senderId,
      })),
      trx
    )
  }
  freezeLater(id, trx)
  return id
}

/** Stops a run after the mails that are being handed over. False when it does not send. */
export function pauseRun(id: number): Promise<boolean> {
  return turn(id, ['freezing', 'sending'], 'paused', (run, trx) => holdBatches(of(run, true), trx))
}

/** Goes on with a paused run where it stopped, at its rate: what was not sent meanwhile does not come all at once. */
export async function resumeRun(id: number): Promise<boolean> {
  const isOn = await turn(id, ['paused'], goesOnAs, async (run, trx) => {
    if (goesOnAs(run) === 'freezing') return freezeLater(id, trx)
    await holdBatches(of(run, false), trx)
    if (run.perHour) await spread(run, run.perHour, trx)
  })
  if (isOn) await SendBatches.wake()
  return isOn
}

/** It may have been paused before its audience was fixed. */
const goesOnAs = ({ startedAt }: Run) => (startedAt ? 'sending' : 'freezing')

/** Ends a run; what has not been handed over is not sent any more. */
export function cancelRun(id: number): Promise<boolean> {
  return turn(id, ['freezing', 'sending', 'paused'], 'cancelled', async (run, trx) => {
    await cancelWaiting(run, clock.now().toISO(), trx)
  })
}

/** Changes how many mails an hour leave, from now on; null for as fast as may be. */
export async function setRate(id: number, perHour: number | null): Promise<void> {
  await db.transaction(async (trx) => {
    const run = await lockRun(id, trx)
    if (!run) return
    await setRunRate(id, perHour, trx)
    await spread(run, perHour, trx)
  })
  await SendBatches.wake()
}

/** What waits leaves `perHour` mails an hour from now on, and for nobody before it was to begin. */
async function spread(
  run: Run,
  perHour: number | null,
  trx: TransactionClientContract
): Promise<void> {
  const { timeZone } = await Organization.findOrFail(Tenant.id(), { client: trx })
  const zones = run.plan.inTimeZones ? await zonesWaiting(run, trx) : ['']
  const begins = zones.map((zone) => ({ zone, at: startIn(run, zone, timeZone) }))
  const how = { perHour, size: batchSize(perHour), now: clock.now().toISO(), begins }
  await respread(run, how, trx)
}

function freezeLater(runId: number, trx: TransactionClientContract): void {
  trx.after('commit', () => void FreezeRun.enqueue({ runId }, { key: `${runId}` }).catch(() => {}))
}

function of(run: Run, isHeld: boolean) {
  return { organizationId: run.organizationId, runId: run.id, isHeld }
}

function turn(
  id: number,
  from: Run['state'][],
  to: Run['state'] | ((run: Run) => Run['state']),
  act: (run: Run, trx: TransactionClientContract) => Promise<void>
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const run = await lockRun(id, trx)
    if (!run || !from.includes(run.state)) return false
    const state = typeof to === 'function' ? to(run) : to
    await setRunState({ id, state, now: clock.now().toISO() }, trx)
    await act(run, trx)
    await tellStaff('campaigns', run.sourceId, trx)
    return true
  })
}

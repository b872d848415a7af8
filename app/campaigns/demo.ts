import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import Topic from '#crm/models/topic'
import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'
import { ensureHouse } from '#messaging/accounts/house'
import { countAudience } from '#messaging/audience/count_audience'
import { prepareHtml } from '#messaging/rendering/prepare'
import { judge } from '#campaigns/ab_test'
import { contentsOf } from '#campaigns/content'
import { DEMO_CAMPAIGNS, type DemoCampaign } from '#campaigns/demo_campaigns'
import Campaign from '#campaigns/models/campaign'
import { variantTallies } from '#campaigns/queries/campaign_runs'
import { type PlantedContent, plantSends } from '#campaigns/queries/plant_sends'

/** Letters of Bunny at Home: two that were sent, one that is planned, one that is being written. */
export async function seedCampaigns(): Promise<string> {
  const organization = await Organization.findBy('slug', 'bunny')
  if (!organization) return 'no organization to write for'
  return Tenant.run(organization.id, async () => {
    await ensureHouse()
    let made = 0
    for (const demo of DEMO_CAMPAIGNS) {
      if (await Campaign.query().where('name', demo.name).first()) continue
      await seed(demo, organization)
      made++
    }
    return `${made} campaigns made, the others were there`
  })
}

async function seed(demo: DemoCampaign, organization: Organization): Promise<void> {
  const { name, subject, preheader, source, witty, daysAgo, daysAhead, isPublic } = demo
  const topic = await Topic.query().where('name', demo.topic).first()
  const now = DateTime.now().setZone(organization.timeZone)
  const campaign = await Campaign.begin(
    {
      ...{ name, subject, preheader, source, isPublic },
      format: 'markdown',
      topicId: topic?.id ?? null,
      audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
      ...(witty ? { testOf: 'subject', testPercent: 40, testHours: 4, holdoutPercent: 0 } : {}),
    },
    null
  )
  if (witty) {
    await db.transaction((trx) => campaign.setVariants([{ variant: 1, subject: witty }], trx))
  }
  if (daysAhead) {
    const startsAt = now
      .plus({ days: daysAhead })
      .set({ hour: 9, minute: 0, second: 0, millisecond: 0 })
    Object.assign(campaign, { scheduleKind: 'at', startsAt, state: 'scheduled' })
    await campaign.save()
  }
  if (daysAgo) {
    const at = now.minus({ days: daysAgo }).set({ hour: 9, minute: 2, second: 0, millisecond: 0 })
    await plant(campaign, at, await siteUrl(organization), organization.currency)
  }
}

/** Plants a letter as it was sent at `at`: an A/B test first, the version that won four hours later. */
async function plant(
  campaign: Campaign,
  at: DateTime,
  site: string,
  currency: string
): Promise<void> {
  await campaign.load('variants')
  const contents = (await contentsOf(campaign)).map(
    ({ variant, subject, html, text }): PlantedContent => ({
      ...{ variant, subject, text },
      ...prepareHtml(html, { siteUrl: site, tracksClicks: true, tracksOpens: true }),
      habits:
        variant === 1
          ? { opened: 0.51, clicked: 0.14, unsubscribed: 0.004, bounced: 0.006 }
          : { opened: 0.44, clicked: 0.09, unsubscribed: 0.005, bounced: 0.008 },
    })
  )
  const reach = await countAudience(campaign.spec, { topicId: campaign.topicId, isPatient: true })
  const { id, organizationId, name, topicId, senderId, spec } = campaign
  const planting = { organizationId, campaignId: id, name, topicId, senderId }
  await db.transaction(async (trx) => {
    const run = (share: [number, number] | null, some: PlantedContent[], start: DateTime) =>
      plantSends(
        {
          ...planting,
          spec: { ...spec, part: share && { from: share[0], to: share[1], salt: id } },
          startedAt: start.toISO()!,
          contents: some,
        },
        trx
      )
    campaign.useTransaction(trx)
    if (campaign.testOf) {
      await run([0, 0.4], contents, at)
      const { variant, reason } = judge(await variantTallies(id, null, trx), 'clicks', currency)
      const decidedAt = at.plus({ hours: 4 })
      Object.assign(campaign, {
        winner: variant,
        winnerReason: reason,
        decidedAt,
        decideAt: decidedAt,
      })
      await run(
        [0.4, 1],
        contents.filter((one) => one.variant === variant),
        decidedAt
      )
    } else {
      await run(null, contents, at)
    }
    const finishedAt = (campaign.decidedAt ?? at).plus({ minutes: 3 })
    Object.assign(campaign, {
      state: 'finished',
      launchedAt: at,
      finishedAt,
      createdAt: at.minus({ days: 2 }),
      reach,
    })
    await campaign.save()
  })
}

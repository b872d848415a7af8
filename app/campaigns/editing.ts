import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { Refusal } from '#core/http/refusal'
import Topic from '#crm/models/topic'
import { ensureHouse } from '#messaging/accounts/house'
import Sender from '#messaging/models/sender'
import Campaign from '#campaigns/models/campaign'
import type { CampaignDetails, VariantDetails } from '#campaigns/models/campaign/authored'
import { templateVersion } from '#campaigns/queries/campaign_choices'
import { tellStaff } from '#identity/staff_channels'

type Changes = Omit<CampaignDetails, 'startsAt'> & {
  startsAt?: unknown
  variants?: VariantDetails[]
}

/** A draft from the organization's own sender, which is made where there is none yet. */
export async function beginCampaign(name: string, userId: string): Promise<Campaign> {
  await ensureHouse()
  return Campaign.begin({ name }, userId)
}

/** Saves what is given of a draft. Throws messages at the fields, and Refusal (409) once it is no draft. */
export async function reviseCampaign(id: string, { startsAt, ...changes }: Changes): Promise<void> {
  await refuseForeign(changes)
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    // The form says so in words that its type does not: a moment, or none.
    const when = startsAt === undefined ? {} : { startsAt: startsAt as DateTime | null }
    await campaign.revise({ ...changes, ...when }, trx)
    await tellStaff('campaigns', id, trx, { saved: true })
  })
}

/** What is chosen has to be the organization's own; foreign ids are as unknown as made-up ones. */
async function refuseForeign({ topicId, senderId, variants }: Changes): Promise<void> {
  if (topicId && !(await Topic.query().where('id', topicId).first())) {
    throw new Refusal('This topic is not there any more', { code: 'E_UNKNOWN', field: 'topicId' })
  }
  const senders = [senderId, ...(variants ?? []).map((one) => one.senderId)].filter(Boolean)
  const known = await Sender.query().whereIn('id', senders as string[])
  if (known.length < new Set(senders).size) {
    throw new Refusal('This sender is not there any more', { code: 'E_UNKNOWN', field: 'senderId' })
  }
}

/** Begins the content from a version of a template; of an empty draft its subject too. */
export async function takeTemplate(id: string, versionId: string, variant: number): Promise<void> {
  const version = await templateVersion(versionId)
  if (!version) {
    throw new Refusal('This template is not there any more', { code: 'E_UNKNOWN', status: 404 })
  }
  const content = {
    format: version.format as Campaign['format'],
    source: version.source,
    project: version.project,
  }
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    if (variant === 0) {
      const heads = {
        ...(campaign.subject ? {} : { subject: version.subject }),
        ...(campaign.preheader ? {} : { preheader: version.preheader }),
      }
      return campaign.revise({ ...content, ...heads, templateVersionId: version.id }, trx)
    }
    await campaign.load('variants')
    const variants = campaign.variants.map((one): VariantDetails => {
      const { subject, preheader, senderId, source, project } = one
      const same = { subject, preheader, senderId, source, project, variant: one.variant }
      const format = one.format as Campaign['format'] | null
      return one.variant === variant ? { ...same, ...content } : { ...same, format }
    })
    await campaign.revise({ variants }, trx)
  })
}

import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import type { CampaignSchema } from '#database/schema'
import CampaignCreated from '#campaigns/events/campaign_created'
import CampaignVariant from '#campaigns/models/campaign_variant'
import { freeSlug, slugOf } from '#campaigns/slug'
import { firstChoices, takenSlugs } from '#campaigns/queries/campaign_choices'

const MOST_VARIANTS = 3

/** What may be written of a campaign while it is a draft. */
export type CampaignDetails = Partial<
  Pick<
    CampaignSchema,
    | 'name'
    | 'topicId'
    | 'audience'
    | 'senderId'
    | 'replyTo'
    | 'subject'
    | 'preheader'
    | 'templateVersionId'
    | 'format'
    | 'source'
    | 'project'
    | 'utm'
    | 'tracksOpens'
    | 'tracksClicks'
    | 'scheduleKind'
    | 'startsAt'
    | 'perHour'
    | 'uncertainPolicy'
    | 'testOf'
    | 'testPercent'
    | 'holdoutPercent'
    | 'testWinner'
    | 'testHours'
    | 'isPublic'
  >
>

export type VariantDetails = {
  variant: number
  subject?: string | null
  preheader?: string | null
  senderId?: string | null
  format?: CampaignSchema['format'] | null
  source?: string | null
  project?: unknown
}

const COPIED = [
  'channel',
  'topicId',
  'audience',
  'senderId',
  'replyTo',
  'subject',
  'preheader',
  'templateVersionId',
  'format',
  'source',
  'project',
  'utm',
  'tracksOpens',
  'tracksClicks',
  'perHour',
  'uncertainPolicy',
  'isPublic',
] as const
const COPIED_TEST = ['testOf', 'testPercent', 'holdoutPercent', 'testWinner', 'testHours'] as const

/** Writing a campaign. */
export function Authored<T extends NormalizeConstructor<typeof CampaignSchema>>(superclass: T) {
  return class AuthoredCampaign extends superclass {
    /** Begins a draft from the organization's first sender, for its first topic. */
    static async begin<M extends T>(
      this: M,
      details: CampaignDetails & { name: string; resendOfId?: string | null },
      userId: string | null,
      client?: TransactionClientContract
    ): Promise<InstanceType<M>> {
      const run = async (trx: TransactionClientContract) => {
        const campaign = new this() as InstanceType<M>
        const base = slugOf(details.name)
        Object.assign(campaign, {
          organizationId: Tenant.id(),
          audience: { include: { segments: [] }, exclude: { segments: [] } },
          utm: { source: 'newsletter', medium: 'email' },
          ...(await firstChoices(trx)),
          ...details,
          slug: freeSlug(base, await takenSlugs(base, trx)),
          createdById: userId,
        })
        await campaign.useTransaction(trx).save()
        await CampaignCreated.record(
          {
            organizationId: Tenant.id(),
            subjectId: campaign.id,
            payload: { name: campaign.name },
          },
          trx
        )
        await campaign.refresh()
        return campaign
      }
      return client ? run(client) : db.transaction(run)
    }

    /** Changes a draft; the row has to be locked. Throws Refusal (409) once it is no draft. */
    async revise(
      { variants, ...details }: CampaignDetails & { variants?: VariantDetails[] },
      trx: TransactionClientContract
    ): Promise<void> {
      if (this.state !== 'draft') {
        throw new Refusal('Only a draft can be changed. Take it back to a draft first.', {
          code: 'E_CAMPAIGN_STATE',
          status: 409,
        })
      }
      Object.assign(this, details)
      this.updatedAt = clock.now()
      await this.useTransaction(trx).save()
      if (variants) await this.setVariants(variants, trx)
    }

    /** Replaces B, C and D. */
    async setVariants(variants: VariantDetails[], trx: TransactionClientContract): Promise<void> {
      await CampaignVariant.query({ client: trx }).where('campaignId', this.id).delete()
      const kept = variants.slice(0, MOST_VARIANTS)
      await CampaignVariant.createMany(
        kept.map((one, n) => ({ ...one, variant: n + 1, campaignId: this.id })) as never,
        { client: trx }
      )
    }

    /** A draft with the same words for the same people, its A/B test included. */
    async duplicate(
      { name, ...others }: CampaignDetails & { name: string; resendOfId?: string },
      userId: string | null
    ): Promise<InstanceType<T>> {
      const isSame = !others.resendOfId
      const fields = isSame ? [...COPIED, ...COPIED_TEST] : COPIED
      const copied = Object.fromEntries(fields.map((field) => [field, this[field]]))
      return db.transaction(async (trx) => {
        const copy = (await (this.constructor as unknown as typeof AuthoredCampaign).begin(
          { ...(copied as CampaignDetails), ...others, name: name.slice(0, 140) },
          userId,
          trx
        )) as AuthoredCampaign
        if (isSame) {
          const variants = await CampaignVariant.query({ client: trx })
            .where('campaignId', this.id)
            .orderBy('variant')
          await copy.setVariants(
            variants.map(({ variant, subject, preheader, senderId, format, source, project }) => ({
              ...{ variant, subject, preheader, senderId, source, project },
              format: format as CampaignSchema['format'] | null,
            })),
            trx
          )
        }
        return copy as InstanceType<T>
      })
    }

    /** What differed in the version that won an A/B test; nothing where A did, or none. */
    async wonBy(): Promise<CampaignDetails> {
      if (!this.winner) return {}
      const version = await CampaignVariant.query()
        .where({ campaignId: this.id, variant: this.winner })
        .first()
      const fields = ['subject', 'preheader', 'senderId', 'format', 'source', 'project'] as const
      return Object.fromEntries(
        fields.flatMap((field) => (version?.[field] == null ? [] : [[field, version[field]]]))
      )
    }

    /** A draft for those who were sent this one and have not opened it, in the words that won; it wants another subject. */
    async resendToUnopened(userId: string | null): Promise<InstanceType<T>> {
      return this.duplicate(
        {
          ...(await this.wonBy()),
          name: `${this.name} (again)`,
          audience: {
            include: { segments: [], received: { sources: [this.id], unopened: true } },
            exclude: { segments: [] },
          },
          resendOfId: this.id,
          isPublic: false,
        },
        userId
      )
    }
  }
}

import { BaseTransformer } from '@adonisjs/core/transformers'
import type Campaign from '#campaigns/models/campaign'

export default class CampaignTransformer extends BaseTransformer<Campaign> {
  toObject() {
    const campaign = this.resource
    return {
      ...this.pick(campaign, [
        'id',
        'name',
        'state',
        'subject',
        'scheduleKind',
        'perHour',
        'testOf',
        'isPublic',
      ]),
      startsAt: campaign.startsAt?.toUTC().toISO() ?? null,
      launchedAt: campaign.launchedAt?.toISO() ?? null,
      finishedAt: campaign.finishedAt?.toISO() ?? null,
      createdAt: campaign.createdAt.toISO()!,
      updatedAt: campaign.updatedAt.toISO()!,
      isArchived: campaign.archivedAt !== null,
    }
  }

  forEditor() {
    const campaign = this.resource
    return {
      ...this.toObject(),
      ...this.pick(campaign, [
        'topicId',
        'senderId',
        'replyTo',
        'preheader',
        'format',
        'source',
        'utm',
        'tracksOpens',
        'tracksClicks',
        'uncertainPolicy',
        'testPercent',
        'holdoutPercent',
        'testWinner',
        'testHours',
        'slug',
      ]),
      project: (campaign.project ?? null) as Record<string, unknown> | null,
      audience: campaign.spec,
      variants: campaign.variants.map((one) => ({
        variant: one.variant,
        subject: one.subject,
        preheader: one.preheader,
        senderId: one.senderId,
        format: one.format,
        source: one.source,
        project: (one.project ?? null) as Record<string, unknown> | null,
      })),
    }
  }

  forReport() {
    const campaign = this.resource
    return {
      ...this.toObject(),
      ...this.pick(campaign, [
        'preheader',
        'testPercent',
        'holdoutPercent',
        'testWinner',
        'winner',
        'winnerReason',
        'slug',
      ]),
      decideAt: campaign.decideAt?.toISO() ?? null,
      decidedAt: campaign.decidedAt?.toISO() ?? null,
    }
  }
}

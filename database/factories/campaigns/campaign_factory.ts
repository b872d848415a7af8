import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import Campaign from '#campaigns/models/campaign'

/** Drafts to nobody. Need a tenant in context. */
export const CampaignFactory = Factory.define(Campaign, () => ({
  name: 'A letter',
  channel: 'email',
  state: 'draft' as const,
  audience: { include: { segments: [] }, exclude: { segments: [] } },
  subject: 'News',
  preheader: 'What is new',
  format: 'markdown' as const,
  source: '# Hello\n\nThis is what is new.',
  utm: {},
  slug: `letter-${uuid().slice(-12)}`,
})).build()

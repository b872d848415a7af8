import vine from '@vinejs/vine'
import { CHANNELS } from '#crm/consent'
import { REASONS } from '#crm/suppression'

export const consentValidator = vine.create({
  channel: vine.enum(CHANNELS),
  topicId: vine.string().uuid().nullable().optional(),
  state: vine.enum(['granted', 'denied'] as const),
  wording: vine.string().trim().minLength(3).maxLength(2000),
  proof: vine.string().trim().maxLength(500).nullable().optional(),
  /** One of the contact's; the primary one on the channel where it is left out. */
  address: vine.string().trim().maxLength(254).nullable().optional(),
})

export const suppressionFiltersValidator = vine.create({
  address: vine.string().trim().maxLength(254).optional(),
  reason: vine.enum(REASONS).optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const suppressionValidator = vine.create({
  channel: vine.enum(CHANNELS),
  address: vine.string().trim().maxLength(254),
  scope: vine.enum(['all', 'marketing'] as const),
  note: vine.string().trim().minLength(3).maxLength(500),
  days: vine.number().withoutDecimals().range([1, 3650]).nullable().optional(),
})

export const liftValidator = vine.create({
  why: vine.string().trim().minLength(3).maxLength(500),
})

const topic = {
  name: vine.string().trim().minLength(1).maxLength(80),
  description: vine.string().trim().maxLength(500).nullable().optional(),
  doubleOptIn: vine.boolean(),
  isDefault: vine.boolean(),
  tracksOpens: vine.boolean().optional(),
  tracksClicks: vine.boolean().optional(),
}

export const createTopicValidator = vine.create(topic)

export const updateTopicValidator = vine.create({
  ...topic,
  isArchived: vine.boolean().optional(),
})

import vine from '@vinejs/vine'

export const apiKeyValidator = vine.create({
  name: vine.string().trim().minLength(2).maxLength(80),
  scopes: vine.array(vine.string().trim().maxLength(60)).minLength(1).maxLength(200).distinct(),
  expiresInDays: vine.number().withoutDecimals().range([1, 3650]).nullable().optional(),
  requestsPerMinute: vine.number().withoutDecimals().range([1, 10_000]).nullable().optional(),
})

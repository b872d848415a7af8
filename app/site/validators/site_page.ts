import vine from '@vinejs/vine'

export const sitePageValidator = vine.create({
  title: vine.string().trim().minLength(1).maxLength(120),
  bodyHtml: vine.string().maxLength(200_000).nullable(),
  seoTitle: vine.string().trim().maxLength(70).nullable().optional(),
  seoDescription: vine.string().trim().maxLength(170).nullable().optional(),
})

import type { HttpContext } from '@adonisjs/core/http'
import { Offer, type OfferData } from '#commerce/offer'
import { renderPublic } from '#core/http/public_page'
import { siteUrl } from '#identity/site_url'
import Course from '#courses/models/course'
import { CATALOGUE, courseTag } from '#courses/public_cache'
import { catalogue } from '#courses/queries/catalogue'
import { courseSchema } from '#courses/transformers/course_schema'
import { catalogueCard, coursePage, describe } from '#courses/transformers/public_pages'
import StoredFile from '#media/models/stored_file'

export default class CatalogueController {
  async index(ctx: HttpContext) {
    const courses = await catalogue()
    const covers = await StoredFile.query().whereIn(
      'id',
      courses.flatMap((course) => course.coverId ?? [])
    )
    const offers = new Map<string, OfferData | null>()
    for (const { productId } of courses) {
      if (productId) offers.set(productId, await Offer.forProduct(productId))
    }
    return renderPublic(
      ctx,
      'courses/public/index',
      {
        courses: courses.map((course) =>
          catalogueCard(course, {
            cover: covers.find((file) => file.id === course.coverId) ?? null,
            offer: offers.get(course.productId ?? '') ?? null,
          })
        ),
      },
      {
        tags: [
          CATALOGUE,
          ...courses.flatMap((course) => (course.productId ? `product:${course.productId}` : [])),
        ],
        seo: {
          title: 'Courses',
          description: `Courses by ${ctx.organization.name}`,
          canonical: '/courses',
        },
      }
    )
  }

  async show(ctx: HttpContext) {
    const course = await Course.query()
      .where('slug', ctx.params.slug)
      .where('status', 'published')
      .firstOrFail()
    const offer = await course.offer(ctx.request.input('currency'))
    const cover = course.coverFileId
      ? await StoredFile.query().where('id', course.coverFileId).first()
      : null
    const path = `/courses/${course.slug}`
    const origin = await siteUrl(ctx.organization)
    const image = cover ? origin + cover.publicUrl('w1280') : null
    return renderPublic(
      ctx,
      'courses/public/show',
      coursePage({ course, cover, outline: await course.outline(), offer }),
      {
        tags: [courseTag(course.id), ...(course.productId ? [`product:${course.productId}`] : [])],
        seo: {
          title: course.seoTitle ?? course.title,
          description: describe(course),
          canonical: path,
          image,
          type: 'product',
          jsonLd: courseSchema({
            course,
            offer,
            image,
            origin,
            url: origin + path,
            provider: ctx.organization.name,
          }),
        },
      }
    )
  }
}

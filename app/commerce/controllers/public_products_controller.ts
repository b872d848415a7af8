import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'
import { describeSubjects } from '#access/grantables'
import { Offer } from '#commerce/offer'
import Product from '#commerce/models/product'
import { productPath } from '#commerce/product_path'
import { PRODUCT_LISTS, productTag } from '#commerce/public_cache'
import { offerCards } from '#commerce/site_pages'

export default class PublicProductsController {
  async index(ctx: HttpContext) {
    return renderPublic(
      ctx,
      'commerce/public/products',
      { cards: await offerCards() },
      {
        tags: [PRODUCT_LISTS],
        seo: {
          title: 'Offers',
          description: `Offers by ${ctx.organization.name}`,
          canonical: '/products',
        },
      }
    )
  }

  async show(ctx: HttpContext) {
    const product = await Product.query()
      .where({ slug: ctx.params.slug, status: 'published' })
      .preload('prices')
      .preload('grants')
      .firstOrFail()
    const path = await productPath(product)
    // A product of one course is shown by the course.
    if (path !== `/products/${product.slug}`) return ctx.response.redirect(path)
    return renderPublic(
      ctx,
      'commerce/public/product',
      {
        product: {
          name: product.name,
          slug: product.slug,
          description: product.description,
          accessDays: product.accessDays,
        },
        subjects: await describeSubjects(product.grants),
        offer: await Offer.of(product, ctx.request.input('currency')),
      },
      {
        tags: [productTag(product.id)],
        seo: {
          title: product.name,
          description: product.description?.slice(0, 300),
          canonical: path,
          type: 'product',
        },
      }
    )
  }
}

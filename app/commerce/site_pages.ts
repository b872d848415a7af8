import type { HomeCard, SitemapEntry } from '#core/registry/public_pages'
import Product from '#commerce/models/product'
import { Offer } from '#commerce/offer'
import { productPath } from '#commerce/product_path'

const CARDS_ON_HOME = 6

/** Products with a page of their own; those of a course are listed by the course. */
async function ownPages(): Promise<Product[]> {
  const products = await Product.query()
    .where('status', 'published')
    .preload('prices')
    .orderBy('publishedAt', 'desc')
    .limit(200)
  const paths = await Promise.all(products.map((product) => productPath(product)))
  return products.filter((product, n) => paths[n] === `/products/${product.slug}`)
}

export async function productSitemap(): Promise<SitemapEntry[]> {
  return (await ownPages()).map((product) => ({
    path: `/products/${product.slug}`,
    updatedAt: product.updatedAt.toJSDate(),
  }))
}

/** Bundles and seats for the home page; null when there are none. */
export async function productCards() {
  const products = (await ownPages()).slice(0, CARDS_ON_HOME)
  if (products.length === 0) return null
  const cards = await Promise.all(
    products.map(async (product): Promise<HomeCard> => {
      const offer = await Offer.of(product)
      return {
        title: product.name,
        text: product.description?.split('\n')[0].slice(0, 160) ?? null,
        path: `/products/${product.slug}`,
        imageUrl: null,
        note: offer.soldOut ? 'Sold out' : seats(offer.seatsLeft),
        price: offer.price,
        isFree: offer.isFree,
      }
    })
  )
  return { title: 'Offers', path: cards[0].path, cards }
}

function seats(left: number | null): string | null {
  if (left === null || left > 20) return null
  return left === 1 ? 'One seat left' : `${left} seats left`
}

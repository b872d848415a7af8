import type { HomeCard, MenuEntry, SitemapEntry } from '#core/registry/public_pages'
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

/** A menu entry once there is something to see. */
export async function productMenu(): Promise<MenuEntry[]> {
  return (await ownPages()).length > 0 ? [{ label: 'Offers', path: '/products' }] : []
}

export async function productSitemap(): Promise<SitemapEntry[]> {
  const products = await ownPages()
  const pages = products.map((product) => ({
    path: `/products/${product.slug}`,
    updatedAt: product.updatedAt.toJSDate(),
  }))
  if (pages.length === 0) return []
  const newest = new Date(Math.max(...pages.map((page) => page.updatedAt.getTime())))
  return [{ path: '/products', updatedAt: newest }, ...pages]
}

/** Bundles and seats, for their list and, the newest of them, for the home page. */
export async function offerCards(): Promise<HomeCard[]> {
  return Promise.all((await ownPages()).map(card))
}

export async function productCards() {
  const cards = (await offerCards()).slice(0, CARDS_ON_HOME)
  return cards.length > 0 ? { title: 'Offers', path: '/products', cards } : null
}

async function card(product: Product): Promise<HomeCard> {
  const offer = await Offer.of(product)
  return {
    title: product.name,
    text: product.description?.split('\n')[0].slice(0, 200) ?? null,
    path: `/products/${product.slug}`,
    imageUrl: null,
    note: offer.soldOut ? 'Sold out' : seats(offer.seatsLeft),
    price: offer.price,
    isFree: offer.isFree,
  }
}

function seats(left: number | null): string | null {
  if (left === null || left > 20) return null
  return left === 1 ? 'One seat left' : `${left} seats left`
}

import type { HomeCard, MenuEntry, SitemapEntry } from '#core/registry/public_pages'
import { Offer } from '#commerce/offer'
import { catalogue } from '#courses/queries/catalogue'
import { previewPaths } from '#courses/queries/search'

const CARDS_ON_HOME = 6

/** A menu entry once there is something to see. */
export async function courseMenu(): Promise<MenuEntry[]> {
  return (await catalogue()).length > 0 ? [{ label: 'Courses', path: '/courses' }] : []
}

/** The catalogue, the courses on sale and their free previews. */
export async function courseSitemap(): Promise<SitemapEntry[]> {
  const courses = await catalogue()
  if (courses.length === 0) return []
  const pages = courses.map(({ slug, updatedAt }) => ({
    path: `/courses/${slug}`,
    updatedAt: new Date(updatedAt),
  }))
  const newest = new Date(Math.max(...pages.map((page) => page.updatedAt.getTime())))
  return [{ path: '/courses', updatedAt: newest }, ...pages, ...(await previewPaths())]
}

/** The newest courses for the home page. */
export async function courseCards() {
  const courses = (await catalogue()).slice(0, CARDS_ON_HOME)
  if (courses.length === 0) return null
  const cards = await Promise.all(
    courses.map(
      async ({ title, subtitle, slug, coverId, productId, lessons }): Promise<HomeCard> => {
        const offer = productId ? await Offer.forProduct(productId) : null
        return {
          title,
          text: subtitle,
          path: `/courses/${slug}`,
          imageUrl: coverId ? `/media/${coverId}/w640` : null,
          note: offer?.soldOut ? 'Sold out' : `${lessons} ${lessons === 1 ? 'lesson' : 'lessons'}`,
          price: offer?.price ?? null,
          isFree: offer?.isFree ?? false,
        }
      }
    )
  )
  return { title: 'Courses', path: '/courses', cards }
}

import { Money } from '#core/money/money'
import type { OfferData } from '#commerce/offer'
import type Course from '#courses/models/course'
import { describe } from '#courses/transformers/public_pages'

/** schema.org Course with its Offers, for search engines. */
export function courseSchema(parts: {
  course: Course
  offer: OfferData | null
  url: string
  image: string | null
  provider: string
  origin: string
}): Record<string, unknown> {
  const { course, offer, url, image, provider, origin } = parts
  const availability = `https://schema.org/${offer?.soldOut ? 'SoldOut' : 'InStock'}`
  const prices = offer?.isFree
    ? [{ minor: 0, currency: offer.currencies[0] ?? 'EUR' }]
    : (offer?.prices ?? [])
  return {
    '@context': 'https://schema.org',
    '@type': 'Course',
    'name': course.title,
    'description': describe(course),
    url,
    ...(image ? { image } : {}),
    'provider': { '@type': 'Organization', 'name': provider, 'url': origin },
    'hasCourseInstance': { '@type': 'CourseInstance', 'courseMode': 'online' },
    'offers': prices.map(({ minor, currency }) => ({
      '@type': 'Offer',
      'price': Money.of(minor, currency).toDecimal(),
      'priceCurrency': currency,
      'category': offer?.isFree ? 'Free' : 'Paid',
      availability,
      url,
    })),
  }
}

import { Registry } from '#core/registry/registry'

export type MenuEntry = { label: string; path: string }
export type SitemapEntry = { path: string; updatedAt: Date }
/** A card on an organization's home page. */
export type HomeCard = {
  title: string
  text: string | null
  path: string
  imageUrl: string | null
  note: string | null
  price: { minor: number; currency: string } | null
  isFree: boolean
}

/** What a domain shows on an organization's site. All of it runs with the tenant in context. */
export type PublicPages = {
  menu?(): Promise<MenuEntry[]>
  sitemap?(): Promise<SitemapEntry[]>
  /** A titled row of cards for the home page; null when there is nothing to show. */
  home?(): Promise<{ title: string; path: string; cards: HomeCard[] } | null>
}

export const publicPages = new Registry<PublicPages>('public pages')

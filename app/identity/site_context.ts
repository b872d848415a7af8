import type { HttpContext } from '@adonisjs/core/http'
import type { SiteFrame } from '#core/http/public_page'
import { publicPages } from '#core/registry/public_pages'
import type Organization from '#identity/models/organization'
import { siteCurrencies, siteLegalPages } from '#identity/queries/site_facts'
import { siteUrl } from '#identity/site_url'

/** Logo, colours, menu and money of an organization's site, for the layout of its public pages. */
export async function siteFrame(ctx: HttpContext): Promise<SiteFrame> {
  const { organization } = ctx
  const [origin, currencies, legal, menus] = await Promise.all([
    siteUrl(organization),
    siteCurrencies(organization.id),
    siteLegalPages(organization.id),
    Promise.all(publicPages.all().map((pages) => pages.menu?.() ?? [])),
  ])
  const offered = [...new Set([organization.currency, ...currencies])]
  const asked = String(ctx.request.qs().currency ?? '').toUpperCase()
  const logoUrl = logoOf(organization)
  return {
    origin,
    name: organization.name,
    lang: organization.locale,
    icon: logoUrl,
    props: {
      name: organization.name,
      tagline: organization.tagline,
      logoUrl,
      brandColor: organization.brandColor,
      brandText: readableOn(organization.brandColor),
      menu: menus.flat(),
      currencies: offered,
      currency: offered.includes(asked) ? asked : organization.currency,
      hasImprint: legal.includes('imprint'),
      hasPrivacy: legal.includes('privacy'),
    },
  }
}

function logoOf(organization: Organization): string | null {
  return organization.logoFileId ? `/media/${organization.logoFileId}` : null
}

/** Black or white, whichever reads better on a colour (WCAG contrast). */
export function readableOn(color: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#1c1917'
}

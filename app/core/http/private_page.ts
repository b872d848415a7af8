import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'

/** A page in the site's dress that is one visitor's own: kept by no cache and no search engine. */
export async function renderPrivately(
  ctx: HttpContext,
  component: string,
  { title, props, status = 200 }: { title: string; props: Record<string, unknown>; status?: number }
): Promise<void> {
  await renderPublic(ctx, component, props, {
    tags: [],
    seo: { title, canonical: ctx.request.url(), noindex: true },
    status,
  })
  ctx.response.removeHeader('ETag')
  ctx.response.header('Cache-Control', 'private, no-store')
  // The address carries a token: no other site learns it.
  ctx.response.header('Referrer-Policy', 'same-origin')
}

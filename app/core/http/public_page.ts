import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { HttpContext } from '@adonisjs/core/http'
import { listenForPurges, tellPurge } from '#core/http/page_purges'
import { Tenant } from '#core/tenancy/tenant'

export type Seo = {
  title: string
  description?: string | null
  /** Path of the page's one address; the site's origin is put before it. */
  canonical: string
  /** Absolute address of a picture. */
  image?: string | null
  type?: string
  jsonLd?: unknown
  noindex?: boolean
}

/** What the site adds to every public page: props for its layout and the origin for its head. */
export type SiteFrame = {
  props: Record<string, unknown>
  origin: string
  name: string
  lang: string
  icon: string | null
}
type FrameSource = (ctx: HttpContext) => Promise<SiteFrame>

type Page = { parts: string[]; type: string; etag: string; status: number; tags: string[] }

const MAX_BYTES = 64 * 1024 * 1024
/** A safety net below the purges. */
const MAX_AGE_MS = 5 * 60_000
/** Paths of a site that depend on who asks. */
const PERSONAL =
  /^\/(learn|checkout|account|u|confirm|forms|login|logout|password|signup|live|notifications|media|webhooks)(\/|$)/

/** Tag of every page of a site, for what its frame shows: brand, menu, currencies, canonical host. */
export const SITE = 'site'

const pages = new LRUCache<string, Page>({
  maxSize: MAX_BYTES,
  sizeCalculation: (page) => page.parts.reduce((sum, part) => sum + part.length, 200),
  ttl: MAX_AGE_MS,
})
const pending = new Map<string, Promise<void>>()
const purges = new LRUCache<string, number>({ max: 10_000 })
const beginnings = new WeakMap<HttpContext, number>()
const onPurge: (() => void)[] = []
let epoch = 0
let clearedAt = 0
let frame: FrameSource = async () => {
  throw new Error('Nobody frames public pages: call framePublicPagesWith() at boot')
}

/** Identity knows how a site looks; core does not know organizations. */
export function framePublicPagesWith(source: FrameSource): void {
  frame = source
}

/** For caches below the pages: `fn` runs when all pages of any tenant are to be rendered anew. */
export function whenPurged(fn: () => void): void {
  onPurge.push(fn)
}

/**
 * Notes that a request begins to read what its page is made of: what is purged
 * from here on makes the page too old to be kept.
 */
export function beginPublicPage(ctx: HttpContext): void {
  beginnings.set(ctx, epoch)
}

/**
 * Serves a public page from memory, or lets `next` render it once while the
 * others wait. The site middleware calls it for every request of a site.
 */
export async function servePublicPage(
  ctx: HttpContext,
  next: () => Promise<unknown>
): Promise<unknown> {
  const key = keyOf(ctx)
  if (!key) return next()
  // What is kept under a key is made of what the key says, and of nothing else that was asked.
  ctx.request.updateQs(allowedQuery(ctx))
  const known = pages.get(key) ?? (await afterPending(key))
  if (known) return send(ctx, known)
  let done = () => {}
  pending.set(key, new Promise((resolve) => (done = resolve)))
  try {
    return await next()
  } finally {
    pending.delete(key)
    done()
  }
}

/**
 * Renders a public page and keeps it under its tags. No cookie goes with it, and
 * its scripts' nonce is filled in per answer.
 */
export async function renderPublic(
  ctx: HttpContext,
  component: string,
  props: Record<string, unknown>,
  { tags, seo, status = 200 }: { tags: string[]; seo: Seo; status?: number }
): Promise<unknown> {
  const key = keyOf(ctx)
  const begun = beginnings.get(ctx) ?? epoch
  // The page carries its own address: other visitors' query strings are not kept in it.
  ctx.request.parsedUrl.query = new URLSearchParams(allowedQuery(ctx)).toString()
  ctx.publicPage = true
  ctx.response.status(status)
  const { props: site, ...head } = await frame(ctx)
  const rendered = await ctx.inertia.render(
    component as never,
    { ...props, site } as never,
    { seo: headOf(seo, head) } as never
  )
  const isJson = typeof rendered !== 'string'
  const body = isJson ? JSON.stringify(rendered) : rendered
  const page: Page = {
    parts: isJson ? [body] : body.split(ctx.response.nonce),
    type: isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    etag: '',
    status,
    tags: tags.map(tagOf).concat(tagOf(SITE)),
  }
  page.etag = `W/"${createHash('sha1').update(page.parts.join('')).digest('base64url')}"`
  // What was purged while it was rendered would be kept stale for ever.
  const isFresh = clearedAt <= begun && page.tags.every((tag) => (purges.get(tag) ?? 0) <= begun)
  if (key && status === 200 && isFresh) {
    listenForPurges(forget)
    pages.set(key, page)
  }
  return send(ctx, page)
}

/**
 * Lets the pages with any of these tags be rendered anew, in every web process.
 * Within a tenant only its own pages. Call it after the commit.
 */
export async function purgePages(tags: string[]): Promise<void> {
  const full = tags.map(tagOf)
  forget(full)
  await tellPurge(full)
}

/** Number of pages in memory, for tests and metrics. */
export function pagesKept(): number {
  return pages.size
}

function forget(tags: string[] | null): void {
  epoch++
  if (!tags || tags.some((tag) => tag.endsWith(`:${SITE}`))) for (const fn of onPurge) fn()
  if (!tags) {
    clearedAt = epoch
    return pages.clear()
  }
  for (const tag of tags) purges.set(tag, epoch)
  for (const [key, page] of pages.entries()) {
    if (page.tags.some((tag) => tags.includes(tag))) pages.delete(key)
  }
}

async function afterPending(key: string): Promise<Page | undefined> {
  const rendering = pending.get(key)
  if (!rendering) return undefined
  await rendering
  return pages.get(key)
}

function send(ctx: HttpContext, page: Page): void {
  const { request, response } = ctx
  response.header('Cache-Control', 'public, max-age=0, must-revalidate')
  response.header('Vary', 'X-Inertia')
  response.header('ETag', page.etag)
  if (page.status === 200 && request.header('if-none-match') === page.etag) {
    // The kept answer has a nonce of its own: a new policy would not fit it.
    response.removeHeader('Content-Security-Policy')
    return response.status(304).send(null)
  }
  if (page.parts.length === 1 && page.type.startsWith('application/json'))
    response.header('X-Inertia', 'true')
  response.status(page.status).header('Content-Type', page.type)
  response.send(page.parts.join(response.nonce))
}

function keyOf(ctx: HttpContext): string | null {
  const { request } = ctx
  const path = request.url()
  if (request.method() !== 'GET' || PERSONAL.test(path) || path.length > 300) return null
  const isJson = request.header('x-inertia') === 'true'
  // A partial or outdated visit is answered by the framework itself.
  if (isJson && request.header('x-inertia-partial-component')) return null
  const variant = isJson ? `json:${request.header('x-inertia-version') ?? ''}` : 'html'
  return [
    Tenant.id('A public page'),
    request.header('host') ?? '',
    path,
    allowedQuery(ctx).currency ?? '',
    variant,
  ].join('|')
}

function allowedQuery(ctx: HttpContext): { currency?: string } {
  const currency = ctx.request.qs().currency
  return typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency)
    ? { currency: currency.toUpperCase() }
    : {}
}

function tagOf(tag: string): string {
  return `${Tenant.idOrNull() ?? '*'}:${tag}`
}

function headOf(seo: Seo, site: Omit<SiteFrame, 'props'>) {
  return {
    ...seo,
    title: seo.title === site.name ? seo.title : `${seo.title} · ${site.name}`,
    canonical: site.origin + (seo.canonical === '/' ? '' : seo.canonical),
    siteName: site.name,
    lang: site.lang,
    icon: site.icon,
    // "</script>" inside a text must not end the element.
    jsonLd: seo.jsonLd
      ? (typeof seo.jsonLd === 'string' ? seo.jsonLd : JSON.stringify(seo.jsonLd)).replaceAll(
          '<',
          '\\u003c'
        )
      : null,
  }
}

import type { MenuEntry, SitemapEntry } from '#core/registry/public_pages'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'
import { Press } from '#messaging/ledger/press'
import { findRun } from '#messaging/queries/send_runs'
import { contactValues } from '#messaging/rendering/person'
import { fill } from '#messaging/templates/preview'
import { readOwnerToken } from '#messaging/tokens'
import { compileVersion } from '#campaigns/content'
import Campaign from '#campaigns/models/campaign'
import { recipientOf } from '#campaigns/queries/recipient'
import { type Version, versionOf } from '#campaigns/versions'

const MOST = 200

/** Campaigns that the site shows to everybody, the newest first. */
export function letters(limit = MOST): Promise<Campaign[]> {
  return Campaign.query()
    .where('isPublic', true)
    .whereNotNull('launchedAt')
    .whereNull('archivedAt')
    .whereNot('state', 'cancelled')
    .preload('variants')
    .orderBy('launchedAt', 'desc')
    .limit(limit)
}

/** One of them; throws a 404 where it is none. */
export function publicLetter(slug: string): Promise<Campaign> {
  return Campaign.query()
    .where({ slug, isPublic: true })
    .whereNotNull('launchedAt')
    .whereNull('archivedAt')
    .whereNot('state', 'cancelled')
    .preload('variants')
    .firstOrFail()
}

export type Letter = { subject: string; preheader: string; slug: string; at: string }

/** What the archive says of a letter: subject and preview text as nobody in particular reads them. */
export function letterOf(campaign: Campaign): Letter {
  const { subject, preheader } = versionOf(campaign, campaign.winner ?? 0)
  const filled = fill({ subject, preheader, html: '', text: '' }, anybody(campaign, ''))
  const { slug, launchedAt } = campaign
  return {
    subject: filled.subject,
    preheader: filled.preheader,
    slug: slug!,
    at: launchedAt!.toISO()!,
  }
}

/** A letter whole, written to nobody in particular. */
export async function letterHtml(campaign: Campaign): Promise<string> {
  const version: Version = versionOf(campaign, campaign.winner ?? 0)
  const { html, text } = await compileVersion(version)
  const organization = await Organization.findOrFail(Tenant.id())
  const url = await siteUrl(organization)
  const { name } = organization
  const values = { ...anybody(campaign, url), organization: { name, url }, sender: { name } }
  return fill({ subject: version.subject, preheader: version.preheader, html, text }, values).html
}

/** Links that are a recipient's own lead to where anybody may ask for theirs. */
function anybody({ name, slug }: Campaign, url: string): Record<string, unknown> {
  const nobody = {
    ...{ contactId: '', email: '', first_name: '', last_name: '', full_name: '', phone: '' },
    ...{ job_title: '', company: '', city: '', country: '', language: '', custom: {} },
  }
  return {
    contact: contactValues(nobody),
    sender: {},
    campaign: { name },
    data: {},
    unsubscribe_url: `${url}/u`,
    preferences_url: `${url}/u`,
    view_url: `${url}/newsletter/${slug}`,
  }
}

/** The mail that a token was made for, as its recipient got it; null for a token of nobody here. */
export async function mailInBrowser(token: string): Promise<string | null> {
  const ref = readOwnerToken('view', token)
  if (ref?.kind !== 'send') return null
  const run = await findRun(ref.runId)
  const press = run && (await Press.of(run))
  const reader = press && (await recipientOf(run, ref.n, press.variables))
  return reader ? press.print(reader, run.startsAt).html : null
}

/** A menu entry once there is something to read. */
export async function letterMenu(): Promise<MenuEntry[]> {
  return (await letters(1)).length > 0 ? [{ label: 'Newsletter', path: '/newsletter' }] : []
}

export async function letterSitemap(): Promise<SitemapEntry[]> {
  const all = await letters()
  if (all.length === 0) return []
  const entries = all.map(({ slug, launchedAt }) => ({
    path: `/newsletter/${slug}`,
    updatedAt: launchedAt!.toJSDate(),
  }))
  return [{ path: '/newsletter', updatedAt: entries[0].updatedAt }, ...entries]
}

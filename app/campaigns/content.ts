import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'
import type { NewContent } from '#messaging/ledger/runs'
import { checkMail } from '#messaging/templates/check/check_mail'
import { compileNow } from '#messaging/templates/compile_now'
import { localPictures } from '#messaging/templates/local_pictures'
import { fill, type Filled, valuesFor } from '#messaging/templates/preview'
import { fieldVariables } from '#messaging/queries/templates/readers'
import type { Compiled } from '#messaging/templates/writing'
import type Campaign from '#campaigns/models/campaign'
import { withClicks } from '#campaigns/click_map'
import { type LinkRow, linkClicks } from '#campaigns/queries/campaign_report'
import { withUtm } from '#campaigns/utm'
import { type Version, versionsOf } from '#campaigns/versions'

/** A version with today's brand and blocks, its Liquid kept for each reader. */
export function compileVersion({ format, source }: Version): Promise<Compiled> {
  return compileNow({ format, kind: 'mail' }, { source, text: null })
}

/** What is sent: each version compiled once, its links marked. `variants` has to be loaded. */
export async function contentsOf(campaign: Campaign): Promise<NewContent[]> {
  return Promise.all(
    versionsOf(campaign).map(async (version) => {
      const { html, text } = await compileVersion(version)
      const { variant, subject, preheader, senderId } = version
      const marked = withUtm(html, {
        ...campaign.utm,
        campaign: campaign.utm.campaign || campaign.slug!,
      })
      return { variant, subject, preheader, html: marked, text, senderId }
    })
  )
}

/** What speaks against a version's content; its subject is looked at by the caller. */
export async function checkContent(
  version: Version
): Promise<{ level: 'error' | 'warning'; message: string }[]> {
  const { html, text, problems } = await compileVersion(version)
  const customKeys = (await fieldVariables()).map(({ key }) => key)
  const { subject, preheader } = version
  const findings = checkMail(
    { subject, preheader, html, text },
    { purpose: 'marketing', customKeys }
  )
  return [
    ...problems.map(({ severity, message }) => ({ level: severity, message })),
    ...findings
      .filter(({ code, severity }) => severity !== 'hint' && !/subject|preheader/.test(code))
      .map(({ severity, title, excerpt }) => ({
        level: severity as 'error' | 'warning',
        message: excerpt ? `${title}: ${excerpt}` : `${title}.`,
      })),
  ]
}

/** A version as a contact would read it, as an example reader without one; `clicks` marks its links with them. */
export async function filledVersion(
  campaign: Campaign,
  version: Version,
  { contactId = null, clicks }: { contactId?: string | null; clicks?: LinkRow[] } = {}
): Promise<Filled> {
  const [{ html, text }, values] = await Promise.all([
    compileVersion(version),
    valuesFor(contactId),
  ])
  const { subject, preheader } = version
  const marked = clicks ? withClicks(html, clicks, await homeOf()) : html
  const named = { ...values, campaign: { name: campaign.name } }
  return fill({ subject, preheader, html: marked, text }, named)
}

async function homeOf(): Promise<string> {
  return siteUrl(await Organization.findOrFail(Tenant.id()))
}

/** The same for a frame of the admin, its pictures from where the admin is. */
export async function framedVersion(
  campaign: Campaign,
  version: Version,
  { contactId, showsClicks }: { contactId: string | null; showsClicks: boolean }
): Promise<string> {
  const clicks = showsClicks
    ? (await linkClicks(campaign.id)).filter((row) => row.variant === version.variant)
    : undefined
  return localPictures((await filledVersion(campaign, version, { contactId, clicks })).html)
}

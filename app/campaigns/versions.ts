import type Campaign from '#campaigns/models/campaign'

/** A version of the mail as somebody gets it: the campaign's own words, with what its variant says otherwise. */
export type Version = {
  variant: number
  subject: string
  preheader: string
  senderId: string | null
  format: Campaign['format']
  source: string
  project: unknown
}

/** The campaign's own version, and those of its A/B test. `variants` has to be loaded. */
export function versionsOf(campaign: Campaign): Version[] {
  const own: Version = {
    variant: 0,
    subject: campaign.subject,
    preheader: campaign.preheader,
    senderId: campaign.senderId,
    format: campaign.format,
    source: campaign.source,
    project: campaign.project,
  }
  const { testOf } = campaign
  if (!testOf) return [own]
  const others = campaign.variants.map((one): Version => {
    if (testOf === 'sender') return { ...own, variant: one.variant, senderId: one.senderId }
    if (testOf === 'subject') {
      return {
        ...own,
        variant: one.variant,
        subject: one.subject ?? '',
        preheader: one.preheader || own.preheader,
      }
    }
    return {
      ...own,
      variant: one.variant,
      format: (one.format as Campaign['format'] | null) ?? own.format,
      source: one.source ?? '',
      project: one.project,
    }
  })
  return [own, ...others]
}

/** One of them by its number; the campaign's own where there is none. */
export function versionOf(campaign: Campaign, variant: number): Version {
  const versions = versionsOf(campaign)
  return versions.find((one) => one.variant === variant) ?? versions[0]
}

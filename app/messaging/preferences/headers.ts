import { type LinkOwner, ownerToken } from '#messaging/tokens'

/** Where a reader unsubscribes. `siteUrl`: of the organization, without a trailing slash. */
export function unsubscribeUrl(owner: LinkOwner, siteUrl: string): string {
  return `${siteUrl}/u/${ownerToken('unsubscribe', owner)}`
}

/** Where a reader says what to hear about. */
export function preferencesUrl(owner: LinkOwner, siteUrl: string): string {
  return siteUrl + preferencesPath(owner)
}

export function preferencesPath(owner: LinkOwner): string {
  return `/u/${ownerToken('preferences', owner)}/preferences`
}

/** Headers of a marketing mail with which mail programs offer a button (RFC 8058). The signature has to cover both. */
export function unsubscribeHeaders(owner: LinkOwner, siteUrl: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${unsubscribeUrl(owner, siteUrl)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

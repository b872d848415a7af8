import { preferencesUrl, unsubscribeUrl } from '#messaging/preferences/headers'

/**
 * Stand in filled messages for links that speak for the reader: these are made when a message leaves, so that neither
 * rows nor pages that show it hold any.
 */
const UNSUBSCRIBE = 'warren-link-to-unsubscribe'
const PREFERENCES = 'warren-link-to-preferences'

/** What `{{ unsubscribe_url }}` and the like say until the message leaves. */
export function linkVariables(siteUrl: string) {
  return {
    unsubscribe_url: `${siteUrl}/u/${UNSUBSCRIBE}`,
    preferences_url: `${siteUrl}/u/${PREFERENCES}`,
    view_url: `${siteUrl}/`,
  }
}

/** Puts the reader's own links in. */
export function withLinks(words: string, mailId: string, siteUrl: string): string {
  const owner = { kind: 'mail', mailId } as const
  return words
    .replaceAll(`${siteUrl}/u/${UNSUBSCRIBE}`, unsubscribeUrl(owner, siteUrl))
    .replaceAll(`${siteUrl}/u/${PREFERENCES}`, preferencesUrl(owner, siteUrl))
}

/** For eyes that are not the reader's. */
export function withoutLinks(words: string): string {
  return words.replaceAll(UNSUBSCRIBE, '').replaceAll(PREFERENCES, '')
}

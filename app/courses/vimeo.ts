/** A video at Vimeo. The hash is the key of an unlisted one. */
export type VimeoVideo = { id: string; hash: string | null }

const ID = /^\d{5,12}$/
const HASH = /^[0-9a-f]{6,40}$/i

/**
 * Reads what people copy from Vimeo: `vimeo.com/ID`, `vimeo.com/ID/HASH`,
 * `vimeo.com/channels/x/ID`, `player.vimeo.com/video/ID?h=HASH`, a bare ID, or
 * the whole embed code. Null for anything else.
 */
export function parseVimeo(text: string): VimeoVideo | null {
  const link = text.match(/src=["']([^"']+)["']/i)?.[1] ?? text
  const trimmed = link.trim().replaceAll('&amp;', '&')
  if (ID.test(trimmed)) return { id: trimmed, hash: null }
  const url = toUrl(trimmed)
  if (!url) return null
  const parts = url.pathname.split('/').filter(Boolean)
  switch (url.hostname.replace(/^www\./, '')) {
    case 'player.vimeo.com':
      return parts[0] === 'video' ? video(parts[1], url.searchParams.get('h')) : null
    case 'vimeo.com': {
      const at = parts.findIndex((part) => ID.test(part))
      return at < 0 ? null : video(parts[at], parts[at + 1] ?? url.searchParams.get('h'))
    }
    default:
      return null
  }
}

/** The address of the player: no tracking, and the key of an unlisted video. */
export function vimeoPlayerUrl({ id, hash }: VimeoVideo): string {
  const query = new URLSearchParams({ ...(hash ? { h: hash } : {}), dnt: '1' })
  return `https://player.vimeo.com/video/${id}?${query}`
}

/** The link that staff see in the editor. */
export function vimeoLink({ id, hash }: VimeoVideo): string {
  return `https://vimeo.com/${id}${hash ? `/${hash}` : ''}`
}

function video(id: string | undefined, hash: string | null): VimeoVideo | null {
  if (!id || !ID.test(id)) return null
  return { id, hash: hash && HASH.test(hash) ? hash : null }
}

function toUrl(text: string): URL | null {
  try {
    const url = new URL(/^[a-z]+:/i.test(text) ? text : `https://${text}`)
    return ['https:', 'http:'].includes(url.protocol) ? url : null
  } catch {
    return null
  }
}

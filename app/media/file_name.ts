import { extensionsOf } from '#media/upload_rules'

const LONGEST = 120

/** Control characters, and marks that turn the direction of text to disguise an extension. */
const TRICKS = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu

/**
 * The name that people see for an upload: no path, no tricks, at most 120
 * characters, and an extension that fits its content.
 */
export function displayName(clientName: string, mime: string): string {
  const last = clientName.normalize('NFC').split(/[/\\]/).pop() ?? ''
  const clean = last
    .replace(TRICKS, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = clean.lastIndexOf('.')
  const extension = dot > 0 ? clean.slice(dot + 1).toLowerCase() : ''
  const [usual, ...others] = extensionsOf(mime)
  const fits = extension === usual || others.includes(extension)
  const stem = (fits ? clean.slice(0, dot) : clean) || 'file'
  return `${cut(stem, LONGEST - 6)}.${fits ? extension : usual}`
}

/** The last part of a storage key: plain ASCII, with the extension of the content. */
export function keyName(name: string, mime: string): string {
  const stem = name
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase()
  return `${stem || 'file'}.${extensionsOf(mime)[0]}`
}

/** A Content-Disposition header that carries any name (RFC 6266 with RFC 5987). */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7E]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('').trimEnd()
}

import { countryCodes } from '#crm/countries'
import { LIFECYCLE } from '#crm/lifecycle'
import { fold } from '#crm/fold'
import { normalizeDomain } from '#crm/web_domain'

/** Text of a cell: trimmed, one blank between words, cut to what a field takes. */
export function words(cell: string, most = 200): string | null {
  const text = cell.replace(/\s+/g, ' ').trim()
  if (text === '') return null
  return text.length > most ? text.slice(0, most).trimEnd() : text
}

/** Spreadsheets keep what looks like a formula from running with an apostrophe before it. */
export function unquoted(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl']
const SPECIAL_COUNTRIES: Record<string, string> = {
  'uk': 'GB',
  'great britain': 'GB',
  'england': 'GB',
  'scotland': 'GB',
  'wales': 'GB',
  'usa': 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  'united states of america': 'US',
  'holland': 'NL',
  'czech republic': 'CZ',
  'turkey': 'TR',
}
let countries: Map<string, string> | undefined
let languages: Map<string, string> | undefined
let zones: Map<string, string> | undefined

/** ISO 3166 code of a country by its code or its name in one of eight languages; null when it is none. */
export function countryCode(cell: string): string | null {
  countries ??= namesOf('region', countryCodes(), SPECIAL_COUNTRIES)
  return countries.get(fold(cell)) ?? null
}

/** Two-letter code of a language by a code ("de", "de-AT") or its name. */
export function languageCode(cell: string): string | null {
  languages ??= namesOf('language', languageCodes(), {})
  const word = fold(cell)
  const code = languages.get(word) ?? languages.get(word.split(/[-_]/)[0])
  return code?.toLowerCase() ?? null
}

/** An IANA zone, whatever its case. */
export function timeZone(cell: string): string | null {
  zones ??= new Map(
    ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone])
  )
  return zones.get(cell.trim().replace(/\s/g, '_').toLowerCase()) ?? null
}

export function lifecycleStage(cell: string): string | null {
  const word = fold(cell)
  const found = LIFECYCLE.find(({ value, label }) => value === word || fold(label) === word)
  return found?.value ?? null
}

/** The address of a website, as a link; null when it is none. */
export function website(cell: string): string | null {
  const given = cell.trim()
  const url = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`)
  return url && normalizeDomain(url.hostname) && url.href.length <= 500 ? url.href : null
}

const STAYS = new Set([
  ...['no', 'n', 'false', '0', 'nein', 'non', 'nee', 'off', 'subscribed', 'active', 'confirmed'],
  ...['opted in', 'angemeldet', 'aktiv', 'abonne', 'never', 'nie'],
])

/** Whether a cell of a column about opting out says so: a date, a yes, "cleaned", "unsubscribed". */
export function isOptedOut(cell: string): boolean {
  const word = fold(cell)
  return word !== '' && !STAYS.has(word)
}

/** Tags as Mailchimp ("A","B"), Google (A ::: B) and people (A, B; C) write them. */
export function tagNames(cell: string): string[] {
  const text = cell.trim()
  const pieces = text.includes('"')
    ? (text.match(/"(?:[^"]|"")*"|[^",;]+/g) ?? [])
    : text.split(/:::|[,;|]/)
  const names = pieces.map((piece) => piece.replace(/^[\s"*]+|[\s"]+$/g, '').replace(/\s+/g, ' '))
  return [...new Set(names.filter((name) => name !== '').map((name) => name.slice(0, 60)))]
}

function namesOf(type: 'region' | 'language', codes: string[], special: Record<string, string>) {
  const names = new Map<string, string>()
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type, fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)
      if (name) names.set(fold(name), code)
    }
  }
  for (const code of codes) names.set(code.toLowerCase(), code)
  for (const [name, code] of Object.entries(special)) names.set(name, code)
  return names
}

function languageCodes(): string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const display = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  const codes = [...letters].flatMap((a) => [...letters].map((b) => a + b))
  return codes.filter((code) => display.of(code))
}

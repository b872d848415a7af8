import { isIP } from 'node:net'
import { isPublic } from '#core/http/outgoing_guard'
import { smtpServer } from '#config/mail'

/** What is looked up for a domain. `dkim` and `spf` have to be right before mail goes out from it. */
export const RECORDS = ['dkim', 'spf', 'dmarc', 'mx'] as const
export type RecordName = (typeof RECORDS)[number]
export const REQUIRED: RecordName[] = ['dkim', 'spf']

/** A record that has to be added, as the panel of a DNS provider asks for it. */
export type WantedRecord = { type: 'TXT' | 'MX'; host: string; value: string }

type Account = {
  provider: string
  settings: Record<string, string | number | boolean | null>
}

/** Where the bounces of these go to the domain itself, so that its SPF record has to name them. */
function spfOf({ provider, settings }: Account): string | null {
  if (typeof settings.spf === 'string' && settings.spf) return settings.spf
  if (provider === 'mailgun') return 'include:mailgun.org'
  if (provider === 'house') return spfOfHost(smtpServer.host)
  if (provider === 'smtp') return spfOfHost(String(settings.host ?? ''))
  return null
}

/** A relay that is no public host is one of our own, whose address in the world we cannot know. */
function spfOfHost(host: string): string | null {
  const version = isIP(host)
  if (version) return isPublic(host) ? `ip${version}:${host}` : null
  return /\.[a-z]{2,}$/.test(host) && !/\.(local|lan|internal)$/.test(host) ? `a:${host}` : null
}

/** Mechanisms that an SPF record has to have for these accounts. */
export function mechanismsOf(accounts: Account[]): string[] {
  return [...new Set(accounts.map(spfOf).filter((one) => one !== null))]
}

export const dkimHost = (domain: string, selector: string) => `${selector}._domainkey.${domain}`

/** The records of a domain, with the SPF record that stands there already taken over. */
export function wantedRecords(
  domain: { domain: string; dkimSelector: string; dkimPublicKey: string },
  mechanisms: string[],
  presentSpf: string | null = null
): Record<'dkim' | 'spf' | 'dmarc', WantedRecord> {
  return {
    dkim: {
      type: 'TXT',
      host: dkimHost(domain.domain, domain.dkimSelector),
      value: `v=DKIM1; k=rsa; p=${domain.dkimPublicKey}`,
    },
    spf: { type: 'TXT', host: domain.domain, value: spfWith(presentSpf, mechanisms) },
    dmarc: { type: 'TXT', host: `_dmarc.${domain.domain}`, value: 'v=DMARC1; p=none' },
  }
}

/** An SPF record that names these mechanisms beside those that it has. */
export function spfWith(present: string | null, mechanisms: string[]): string {
  if (!present)
    return ['v=spf1', ...(mechanisms.length ? mechanisms : ['a', 'mx']), '~all'].join(' ')
  const tokens = present.trim().split(/\s+/)
  const missing = mechanisms.filter((one) => !hasMechanism(tokens, one))
  const at = tokens.findIndex((token) => /^([-~?+]?all$|redirect=)/i.test(token))
  tokens.splice(at < 0 ? tokens.length : at, 0, ...missing)
  return tokens.map((token) => (/^\+?all$/i.test(token) ? '~all' : token)).join(' ')
}

export function hasMechanism(tokens: string[], mechanism: string): boolean {
  return tokens.some((token) => token.toLowerCase().replace(/^\+/, '') === mechanism.toLowerCase())
}

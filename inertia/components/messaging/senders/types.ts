export type Sender = {
  id: string
  name: string
  address: string
  replyTo: string | null
  accountId: string | null
  isDefault: boolean
  isHouse: boolean
  isUsable: boolean
  isArchived: boolean
  domain: string | null
}

export type SendingDomain = {
  id: string
  domain: string
  state: string
  checkedAt: string | null
  verifiedAt: string | null
  isShaky: boolean
}

export type DnsRecord = {
  name: 'dkim' | 'spf' | 'dmarc' | 'mx'
  isRequired: boolean
  type: 'TXT' | 'MX'
  host: string
  wanted: string | null
  found: string[]
  state: 'ok' | 'missing' | 'wrong' | 'unknown' | 'waiting'
  hint: string | null
}

/** How the state of a domain is shown. */
export const DOMAIN_LOOKS: Record<
  string,
  { label: string; color: 'success' | 'warning' | 'error'; icon: string }
> = {
  verified: { label: 'Verified', color: 'success', icon: 'i-lucide-circle-check' },
  pending: { label: 'Waits for DNS', color: 'warning', icon: 'i-lucide-hourglass' },
  failed: { label: 'Records are gone', color: 'error', icon: 'i-lucide-circle-x' },
}

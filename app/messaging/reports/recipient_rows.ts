import { recipientGroup } from '#messaging/pacing/recipient_groups'
import type { SendSums } from '#messaging/queries/reports/send_sums'

/** What left for a mailbox provider, or for a domain that stands for itself. */
export type RecipientRow = { name: string; domains: number } & SendSums

const NAMES: Record<string, string> = {
  gmail: 'Gmail',
  microsoft: 'Microsoft (Outlook, Hotmail)',
  yahoo: 'Yahoo and AOL',
  apple: 'Apple iCloud',
  united: 'GMX and web.de',
  telekom: 'Telekom',
  orange: 'Orange',
  comcast: 'Comcast',
}
const COUNTS = ['sent', 'delivered', 'deferred', 'bounced', 'blocked', 'complained'] as const
const NOTHING: SendSums = {
  sent: 0,
  delivered: 0,
  deferred: 0,
  bounced: 0,
  blocked: 0,
  complained: 0,
}

/**
 * Puts domains of the same mailbox provider together, the busiest first; what is left beyond `most`, and what `total`
 * has beyond the domains given, is one last row.
 */
export function recipientRows(
  domains: ({ domain: string } & SendSums)[],
  total: SendSums,
  most: number
): RecipientRow[] {
  const groups = new Map<string, RecipientRow>()
  for (const { domain, ...sums } of domains) {
    const group = recipientGroup(domain)
    const row = groups.get(group) ?? { name: NAMES[group] ?? group, domains: 0, ...NOTHING }
    row.domains += 1
    for (const name of COUNTS) row[name] += sums[name]
    groups.set(group, row)
  }
  const rows = [...groups.values()].sort((a, b) => b.sent - a.sent).slice(0, most)
  const rest = { name: 'All others', domains: 0, ...total }
  for (const row of rows) for (const name of COUNTS) rest[name] -= row[name]
  return COUNTS.some((name) => rest[name] > 0) ? [...rows, rest] : rows
}

import { BY_MAIL } from '#messaging/bounces/return_domain'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import type { Advice } from '#messaging/reports/advice'
import { LEAST_SENT } from '#messaging/reports/limits'

const href = '/admin/settings/bounces'

/**
 * What there is to do about bounces that come by mail. Without a proven domain there is nowhere for them to go, which
 * is said elsewhere.
 */
export async function bounceAdvice(
  accounts: { provider: string; sent: number }[],
  hasProvenDomain: boolean
): Promise<Advice[]> {
  const row = await BounceMailbox.query().first()
  if (row?.isStopped) {
    return [
      {
        level: 'warn',
        title: 'Bounces are not read any more',
        text: `${row.lastError ?? 'The mailbox could not be read.'} They wait there until you set it right.`,
        href,
      },
    ]
  }
  const sent = accounts
    .filter(({ provider }) => BY_MAIL.includes(provider))
    .reduce((sum, account) => sum + account.sent, 0)
  if (row?.isVerified || !hasProvenDomain || sent < LEAST_SENT) return []
  return [
    {
      level: 'warn',
      title: row ? 'The return address waits for its DNS records' : 'Bounces by SMTP reach nobody',
      text: row
        ? `Until they are there bounces go to the senders’ own addresses, and dead ones are written to again.`
        : 'They go to the senders’ own addresses, and dead ones are written to again. Say where they go, and they are seen to by themselves.',
      href,
    },
  ]
}

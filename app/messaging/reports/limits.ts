import type { SendSums } from '#messaging/queries/reports/send_sums'

/**
 * Shares of what was sent from which on others take notice: Amazon reviews an account at 5 % bounces or 0.1 %
 * complaints and may stop it at 10 % or 0.5 %; Gmail and Yahoo want complaints below 0.1 % and turn mail away from
 * 0.3 % on. For blocks and delays nobody names a number; these are where it shows.
 */
export const LIMITS = {
  bounced: { warn: 0.02, stop: 0.05 },
  complained: { warn: 0.001, stop: 0.003 },
  blocked: { warn: 0.01, stop: 0.05 },
  deferred: { warn: 0.05, stop: 0.2 },
} as const
export type Rate = keyof typeof LIMITS
export type Level = 'good' | 'warn' | 'stop'

/** Of fewer mails a rate says nothing. */
export const LEAST_SENT = 100

/** How a rate stands against its limits; null where too little was sent to tell. */
export function levelOf(rate: Rate, sums: SendSums): Level | null {
  if (sums.sent < LEAST_SENT) return null
  const share = sums[rate] / sums.sent
  if (share >= LIMITS[rate].stop) return 'stop'
  return share >= LIMITS[rate].warn ? 'warn' : 'good'
}

const ZERO_DIGITS = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'XAF', 'XOF', 'XPF'])

/** "€49.90", from minor units; whole amounts without their zeros. */
export function formatMoney(minor: number, currency: string, locale = 'en'): string {
  const digits = ZERO_DIGITS.has(currency) ? 0 : 2
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: minor % 10 ** digits === 0 ? 0 : digits,
  }).format(minor / 10 ** digits)
}

/** Near now in words, else as a date. In UTC on the server, so that both sides render the same. */
export function formatDate(
  iso: string,
  { now, zone }: { now?: number; zone?: string } = {}
): string {
  const date = new Date(iso)
  const seconds = now ? (now - date.getTime()) / 1000 : Number.POSITIVE_INFINITY
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  // The server's clock may be a little ahead of the reader's.
  if (seconds > -30 && seconds < 60) return 'just now'
  if (seconds >= 0 && seconds < 3600) return words.format(-Math.floor(seconds / 60), 'minute')
  if (seconds >= 0 && seconds < 86_400) return words.format(-Math.floor(seconds / 3600), 'hour')
  if (seconds >= 0 && seconds < 7 * 86_400)
    return words.format(-Math.floor(seconds / 86_400), 'day')
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: zone ?? 'UTC' }).format(
    date
  )
}

/** With its time, for hovering and tables of events. */
export function formatDateTime(iso: string, zone?: string): string {
  return new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone ?? 'UTC',
  }).format(new Date(iso))
}

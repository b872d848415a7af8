export type Money = { minor: number; currency: string }

export const POLICIES: Record<string, { label: string; text: string }> = {
  revoke: {
    label: 'Ends at once',
    text: 'When all the money goes back, access ends at that moment and the seat is free again.',
  },
  keep: { label: 'Stays', text: 'Buyers keep what they bought, whatever goes back to them.' },
  period_end: {
    label: 'Ends with the period',
    text: 'Access runs until the day it would end anyway; where it has no end, 30 days from the purchase.',
  },
}

const digits = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2

/** "49.00" for a form. */
export function toText(minor: number, currency: string): string {
  return (minor / 10 ** digits(currency)).toFixed(digits(currency))
}

/** Minor units of what was typed; NaN for what is no amount. */
export function toMinor(text: string, currency: string): number {
  return Math.round(Number(text.trim().replace(',', '.')) * 10 ** digits(currency))
}

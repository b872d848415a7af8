import type { Money } from './types'

/** Digits after the point of a currency. */
export function exponent(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  )
}

/** "49.90" for an input; empty for nothing. */
export function amountText(money: Money | null | undefined): string {
  if (!money) return ''
  const digits = exponent(money.currency)
  return (money.minor / 10 ** digits).toFixed(digits)
}

/** From what a person types: "49", "49.9", "1.249,90". Null for nothing; undefined for no amount. */
export function readAmount(text: string, currency: string): Money | null | undefined {
  const plain = text.replace(/[\s\u00a0']/g, '')
  if (plain === '') return null
  const point = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  const digits = exponent(currency)
  const isFraction = point >= 0 && plain.length - point - 1 <= digits
  const whole = (isFraction ? plain.slice(0, point) : plain).replace(/[.,]/g, '')
  const fraction = isFraction ? plain.slice(point + 1) : ''
  if (!/^-?\d{0,12}$/.test(whole) || !/^\d*$/.test(fraction) || !/\d/.test(whole + fraction))
    return undefined
  return { minor: Number(`${whole}${fraction.padEnd(digits, '0')}`), currency }
}

export const CURRENCIES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'CAD',
  'AUD',
  'NZD',
  'JPY',
  'BRL',
  'MXN',
  'INR',
  'SGD',
]

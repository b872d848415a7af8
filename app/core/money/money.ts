/** Digits after the point, where it is not two (ISO 4217). */
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  MGA: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
}

/** Currencies that an organization may sell in. */
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
] as const

export type MoneyJson = { minor: number; currency: string }

/** An amount in integer minor units of an ISO currency. */
export class Money {
  private constructor(
    readonly minor: number,
    readonly currency: string
  ) {}

  /** From minor units (cents). Throws RangeError when they are no safe integer. */
  static of(minor: number, currency: string): Money {
    if (!Number.isSafeInteger(minor))
      throw new RangeError(`${minor} is no whole number of minor units`)
    const code = currency.toUpperCase()
    if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`"${currency}" is no ISO currency code`)
    return new Money(minor, code)
  }

  /** From what a person typed ("49", "49.90", "49,90"). Throws RangeError. */
  static parse(text: string, currency: string): Money {
    const exponent = Money.exponent(currency)
    const match = text
      .trim()
      .replace(',', '.')
      .match(/^(\d{1,12})(?:\.(\d+))?$/)
    const fraction = match?.[2] ?? ''
    if (!match || fraction.length > exponent) {
      throw new RangeError(`"${text}" is no amount in ${currency.toUpperCase()}`)
    }
    return Money.of(Number(match[1] + fraction.padEnd(exponent, '0')), currency)
  }

  static exponent(currency: string): number {
    return EXPONENTS[currency.toUpperCase()] ?? 2
  }

  plus(other: Money): Money {
    return Money.of(this.minor + this.same(other).minor, this.currency)
  }

  minus(other: Money): Money {
    return Money.of(this.minor - this.same(other).minor, this.currency)
  }

  /** Times a factor; the one place where money is rounded: half away from zero. */
  times(factor: number): Money {
    const product = this.minor * factor
    return Money.of(Math.sign(product) * Math.round(Math.abs(product)), this.currency)
  }

  get isZero(): boolean {
    return this.minor === 0
  }

  isMoreThan(other: Money): boolean {
    return this.minor > this.same(other).minor
  }

  /** For a person: "€49.90". */
  format(locale = 'en'): string {
    const exponent = Money.exponent(this.currency)
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: this.currency,
      minimumFractionDigits: this.minor % 10 ** exponent === 0 ? 0 : exponent,
      maximumFractionDigits: exponent,
    }).format(this.minor / 10 ** exponent)
  }

  /** For machines: "49.90". */
  toDecimal(): string {
    return (this.minor / 10 ** Money.exponent(this.currency)).toFixed(Money.exponent(this.currency))
  }

  toJSON(): MoneyJson {
    return { minor: this.minor, currency: this.currency }
  }

  private same(other: Money): Money {
    if (other.currency !== this.currency) {
      throw new RangeError(`${this.currency} and ${other.currency} do not add up`)
    }
    return other
  }
}

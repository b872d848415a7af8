import type { Card, DetailsForm, Field } from '~/components/crm/deals/types'

export const CURRENCIES =
  'EUR USD GBP CHF SEK NOK DKK PLN CZK CAD AUD NZD JPY BRL MXN INR SGD'.split(' ')

/** Digits after the point of a currency. */
export function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  )
}

/** "1,234.50", "1.234,50" or "1234,5" in minor units; null for what is no amount. */
export function toMinor(text: string, currency: string): number | null {
  const plain = text.replace(/[\s'’\u00a0]/g, '')
  if (plain === '') return 0
  const digits = digitsOf(currency)
  const match = plain.match(/^(\d[\d.,]*?)(?:[.,](\d{1,2}))?$/)
  if (!match) return null
  const whole = match[1].replace(/[.,]/g, '')
  const fraction = (match[2] ?? '').padEnd(digits, '0')
  if (whole.length > 12 || fraction.length > digits) return null
  return Number(whole + fraction)
}

/** Minor units as they are typed: "1234.50", without zeros that say nothing. */
export function toText(minor: number, currency: string): string {
  const digits = digitsOf(currency)
  const text = (minor / 10 ** digits).toFixed(digits)
  return text.replace(/\.0+$/, '')
}

export function detailsOf(card: Partial<Card>, currency: string): DetailsForm {
  const code = card.currency ?? currency
  return {
    title: card.title ?? '',
    amount: card.amountMinor ? toText(card.amountMinor, code) : '',
    currency: code,
    contactId: card.contactId ?? null,
    companyId: card.companyId ?? null,
    ownerId: card.ownerId ?? null,
    expectedCloseOn: card.expectedCloseOn ?? null,
    custom: { ...card.custom },
  }
}

const LABELS: Record<string, string> = {
  title: 'Title',
  amount: 'Amount',
  contact: 'Contact',
  company: 'Company',
  owner: 'Owner',
  closeDate: 'Expected close',
}

/** Name of a detail or of a custom field (`custom.<key>`) for people. */
export function labelOf(key: string, fields: Field[]): string {
  if (!key.startsWith('custom.')) return LABELS[key] ?? key
  return fields.find((field) => field.key === key.slice(7))?.label ?? key.slice(7)
}

/** What of a stage's requirements a deal has nothing for; the server decides, this asks beforehand. */
export function missingOf(card: Card, required: string[], fields: Field[]): string[] {
  const has: Record<string, boolean> = {
    amount: card.amountMinor > 0,
    contact: card.contactId !== null,
    company: card.companyId !== null,
    owner: card.ownerId !== null,
    closeDate: card.expectedCloseOn !== null,
  }
  return required.filter((key) =>
    key.startsWith('custom.')
      ? fields.some((field) => field.key === key.slice(7)) && !(key.slice(7) in card.custom)
      : has[key] === false
  )
}

const ASKED: Record<string, string> = {
  amount: 'Enter an amount, such as 1250.00',
  contact: 'Choose a contact',
  company: 'Choose a company',
  owner: 'Choose an owner',
  closeDate: 'Choose a day',
}

/** What is asked for and still empty in the form: a sentence by key. */
export function emptyOf(form: DetailsForm, keys: string[]): Record<string, string> {
  const values: Record<string, unknown> = {
    amount: toMinor(form.amount, form.currency) || null,
    contact: form.contactId,
    company: form.companyId,
    owner: form.ownerId,
    closeDate: form.expectedCloseOn,
  }
  const isEmpty = (value: unknown) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)
  return Object.fromEntries(
    keys
      .filter((key) => isEmpty(key.startsWith('custom.') ? form.custom[key.slice(7)] : values[key]))
      .map((key) => [key, ASKED[key] ?? 'Fill this in'])
  )
}

type Sent = Record<string, string | number | null | Record<string, unknown>>

/** The body that tells the server of the given details alone. Null when the amount is none. */
export function bodyOf(form: DetailsForm, keys: string[]): Sent | null {
  const minor = toMinor(form.amount, form.currency)
  if (keys.includes('amount') && minor === null) return null
  const all: Record<string, Sent> = {
    title: { title: form.title },
    amount: { amountMinor: minor, currency: form.currency },
    contact: { contactId: form.contactId },
    company: { companyId: form.companyId },
    owner: { ownerId: form.ownerId },
    closeDate: { expectedCloseOn: form.expectedCloseOn || null },
  }
  const custom = keys.filter((key) => key.startsWith('custom.')).map((key) => key.slice(7))
  return Object.assign(
    {},
    ...keys.map((key) => all[key] ?? {}),
    custom.length > 0
      ? { custom: Object.fromEntries(custom.map((key) => [key, form.custom[key] ?? null])) }
      : {}
  ) as Sent
}

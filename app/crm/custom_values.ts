import { Money } from '#core/money/money'
import type { FieldOption, FieldType } from '#crm/models/custom_field'

/** What of a custom field decides over its values. */
export type FieldRule = {
  key: string
  label: string
  type: FieldType
  /** Of selects: FieldOption[]; of money: { currency }; of references: { entity }. */
  options: unknown
  isRequired: boolean
}

/** What a reference points at: a record, or a member of the organization (by user id). */
export const REFERENCE_ENTITIES = ['contact', 'company', 'deal', 'member'] as const
export type ReferenceEntity = (typeof REFERENCE_ENTITIES)[number]

export type CustomValue = string | number | boolean | string[] | { minor: number; currency: string }

export type CastValues = {
  /** Clean values, as they stand in the record's `custom`. */
  set: Record<string, CustomValue>
  /** Keys that were emptied. */
  unset: string[]
  /** One sentence per key that was refused. */
  errors: Record<string, string>
}

export const MAX_TEXT = 1000
export const MAX_LONG_TEXT = 20_000
const MAX_NUMBER = 1e15
const MAX_URL = 2000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

class Refused extends Error {}

/**
 * Checks values against their fields, strictly by type: a number is a JSON
 * number, money `{ minor, currency }`, a date 'YYYY-MM-DD', several choices an
 * array. Null, '' and [] empty a field. Unknown keys are refused. With `isWhole`
 * (a record is made) required fields that are not given are refused too.
 * Whether a reference points at something, `CustomField.cast` asks the database.
 */
export function castCustomValues(
  fields: FieldRule[],
  given: unknown,
  { isWhole = false }: { isWhole?: boolean } = {}
): CastValues {
  const result: CastValues = { set: {}, unset: [], errors: {} }
  const values = asObject(given)
  if (!values) return { ...result, errors: { '': 'Custom fields come as an object of values' } }
  const byKey = new Map(fields.map((field) => [field.key, field]))
  for (const [key, value] of Object.entries(values)) {
    const field = byKey.get(key)
    if (!field) result.errors[key] = `There is no field "${key.slice(0, 60)}"`
    else castInto(result, field, value)
  }
  if (isWhole) {
    for (const { key, label, isRequired } of fields) {
      if (isRequired && !Object.hasOwn(values, key)) result.errors[key] = required(label)
    }
  }
  return result
}

/**
 * The same for values that are words, as in a CSV: "1.234,50", "31.12.2026",
 * "yes", "Red; Blue" (labels or values of choices). Then checked as above.
 */
export function castCustomTexts(
  fields: FieldRule[],
  given: Record<string, string | null>,
  { currency, isWhole }: { currency: string; isWhole?: boolean }
): CastValues {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const errors: Record<string, string> = {}
  const typed: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(given)) {
    const field = byKey.get(key)
    try {
      typed[key] = field && text?.trim() ? fromText(field, text.trim(), currency) : null
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      errors[key] = error.message
    }
  }
  const result = castCustomValues(fields, typed, { isWhole })
  for (const key of Object.keys(errors)) {
    delete result.set[key]
    result.unset = result.unset.filter((one) => one !== key)
  }
  return { ...result, errors: { ...result.errors, ...errors } }
}

/** `custom` after the change: what was cast laid over what stood there. */
export function withCustomValues(
  current: Record<string, unknown> | null | undefined,
  { set, unset }: Pick<CastValues, 'set' | 'unset'>
): Record<string, unknown> {
  const next: Record<string, unknown> = { ...current, ...set }
  for (const key of unset) delete next[key]
  return next
}

/** What a value reads as in an export or a timeline. References stay ids: their names are looked up in sets. */
export function customText(field: Pick<FieldRule, 'type' | 'options'>, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => optionLabel(field, String(one))).join('; ')
  if (field.type === 'select') return optionLabel(field, String(value))
  if (field.type === 'boolean') return value ? 'yes' : 'no'
  const money = asObject(value)
  if (money) return `${decimals(money.minor, String(money.currency))} ${String(money.currency)}`
  return String(value)
}

export function optionsOf(field: Pick<FieldRule, 'options'>): FieldOption[] {
  return Array.isArray(field.options) ? (field.options as FieldOption[]) : []
}

/** What a reference field points at. */
export function referenceOf(field: Pick<FieldRule, 'options'>): ReferenceEntity {
  return (asObject(field.options)?.entity as ReferenceEntity) ?? 'contact'
}

/** The one currency of a money field, or null where each value has its own. */
export function currencyOf(field: Pick<FieldRule, 'options'>): string | null {
  return (asObject(field.options)?.currency as string | undefined) ?? null
}

function castInto(result: CastValues, field: FieldRule, value: unknown): void {
  if (isEmpty(value)) {
    if (field.isRequired) result.errors[field.key] = required(field.label)
    else result.unset.push(field.key)
    return
  }
  try {
    result.set[field.key] = CASTS[field.type](value, field)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    result.errors[field.key] = error.message
  }
}

const CASTS: Record<FieldType, (value: unknown, field: FieldRule) => CustomValue> = {
  text: (value) => text(value, MAX_TEXT).replace(/\s+/g, ' '),
  long_text: (value) => text(value, MAX_LONG_TEXT),
  number: (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Refused('Enter a number')
    if (Math.abs(value) > MAX_NUMBER) throw new Refused('This number is too large')
    return value
  },
  money: (value, field) => {
    const { minor, currency } = asObject(value) ?? {}
    if (
      !Number.isSafeInteger(minor) ||
      typeof currency !== 'string' ||
      !/^[A-Z]{3}$/.test(currency)
    )
      throw new Refused('Enter an amount with its currency')
    const only = currencyOf(field)
    if (only && only !== currency) throw new Refused(`This amount is in ${only}`)
    return { minor: minor as number, currency }
  },
  date: (value) => {
    const date = typeof value === 'string' ? value : ''
    if (!isDate(date)) throw new Refused('Enter a date, such as 2026-12-31')
    return date
  },
  boolean: (value) => {
    if (typeof value !== 'boolean') throw new Refused('Choose yes or no')
    return value
  },
  select: (value, field) => choice(value, field),
  multi_select: (value, field) => {
    if (!Array.isArray(value)) throw new Refused('Choose from the list')
    return [...new Set(value.map((one) => choice(one, field)))]
  },
  url: (value) => {
    const url = webAddress(value)
    if (!url) throw new Refused('Enter a web address, such as https://example.com')
    return url
  },
  reference: (value) => {
    if (typeof value !== 'string' || !UUID.test(value))
      throw new Refused('Choose one from the list')
    return value.toLowerCase()
  },
}

function text(value: unknown, max: number): string {
  if (typeof value !== 'string') throw new Refused('Enter a text')
  // Postgres' jsonb takes no NUL, and a lone surrogate is no text.
  if (value.includes('\u0000') || !value.isWellFormed()) throw new Refused('Enter a plain text')
  const trimmed = value.trim()
  if (trimmed.length > max) throw new Refused(`At most ${max.toLocaleString('en')} characters`)
  return trimmed
}

function choice(value: unknown, field: FieldRule): string {
  const found = optionsOf(field).find((option) => option.value === value)
  if (!found) throw new Refused('Choose from the list')
  return found.value
}

function webAddress(value: unknown): string | null {
  if (
    typeof value !== 'string' ||
    value.length > MAX_URL ||
    /\s/.test(value.trim()) ||
    value.includes('\u0000')
  )
    return null
  const url = URL.parse(
    /^[a-z][a-z0-9+.-]*:/i.test(value.trim()) ? value.trim() : `https://${value.trim()}`
  )
  return url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : null
}

/** A day that the calendar has. */
export function isDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function fromText(field: FieldRule, text: string, currency: string): unknown {
  switch (field.type) {
    case 'number':
      return number(text)
    case 'money':
      return money(text, currencyOf(field) ?? currency)
    case 'date':
      return date(text)
    case 'boolean':
      return yesOrNo(text)
    case 'select':
      return optionValue(field, text)
    case 'multi_select':
      return text
        .split(/[;,|]/)
        .flatMap((one) => (one.trim() ? [optionValue(field, one.trim())] : []))
    default:
      return text
  }
}

/** "1,234" is a thousand; "1.234" is one and a bit, as in every file of a machine. */
const THOUSAND = /^[+-]?[1-9]\d{0,2},\d{3}$/
/** Nobody writes tenths of a cent: "1.234 EUR" is a thousand, too. */
const THOUSAND_OF_MONEY = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/

/**
 * "1,234.50", "1.234,50", "1 234,5", "1234.5": the last sign of the two is the point, if it is no thousands. `thousand`
 * tells it of a sign that stands alone.
 */
function number(text: string, thousand: RegExp | null = THOUSAND): number {
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, '')
  if (!/^[+-]?[\d.,]*\d$/.test(plain)) throw new Refused('Enter a number')
  const point = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (point < 0) return Number(plain)
  const sign = plain[point]
  const isRepeated = plain.indexOf(sign) !== point
  const isThousands = isRepeated || thousand?.test(plain)
  const digits = (part: string) => part.replace(/[.,]/g, '')
  return isThousands
    ? Number(digits(plain))
    : Number(`${digits(plain.slice(0, point))}.${plain.slice(point + 1)}`)
}

/** Also where it stands right beside the digits. */
const CODE = /(?<!\p{L})[A-Z]{3}(?!\p{L})/u

function money(text: string, currency: string): { minor: number; currency: string } {
  const code = text.match(CODE)?.[0] ?? currency
  const exponent = Money.exponent(code)
  const amount = number(
    text.replace(CODE, '').replace(/[€$£¥]/g, ''),
    exponent < 3 ? THOUSAND_OF_MONEY : null
  )
  const minor = Math.round(Number((amount * 10 ** exponent).toPrecision(15)))
  return { minor, currency: code }
}

function date(text: string): string {
  if (/^\d{4}-\d\d-\d\d([T ].*)?$/.test(text)) return text.slice(0, 10)
  const [, a, sign, b, year] = text.match(/^(\d{1,2})([./])(\d{1,2})\.?[./](\d{4})$/) ?? []
  if (!year) throw new Refused('Enter a date, such as 2026-12-31')
  // With points the day comes first; with strokes the month does, unless it cannot be one.
  const isDayFirst = sign === '.' || Number(a) > 12
  const [day, month] = isDayFirst ? [a, b] : [b, a]
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const YES = ['true', 'yes', 'y', '1', 'x', 'ja', 'oui', 'si', 'sì', 'sí', 'on']
const NO = ['false', 'no', 'n', '0', 'nein', 'non', 'nee', 'off']

function yesOrNo(text: string): boolean {
  const word = text.toLowerCase()
  if (YES.includes(word)) return true
  if (NO.includes(word)) return false
  throw new Refused('Enter yes or no')
}

function optionValue(field: FieldRule, text: string): string {
  const word = text.toLowerCase()
  const found = optionsOf(field).find(
    ({ value, label }) => value === text || label.toLowerCase() === word
  )
  if (!found) throw new Refused(`"${text.slice(0, 60)}" is none of the choices`)
  return found.value
}

function optionLabel(field: Pick<FieldRule, 'options'>, value: string): string {
  return optionsOf(field).find((option) => option.value === value)?.label ?? value
}

function decimals(minor: unknown, currency: string): string {
  const exponent = Money.exponent(currency)
  return (Number(minor) / 10 ** exponent).toFixed(exponent)
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

function required(label: string): string {
  return `${label} is required`
}

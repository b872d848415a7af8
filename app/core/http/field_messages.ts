import type { FieldContext, MessagesProviderContact } from '@vinejs/vine/types'

/** Fields whose name in the code is not what people call them. Others are named by their words. */
const NAMES: Record<string, string> = {
  fullName: 'name',
  email: 'e-mail address',
  supportEmail: 'e-mail address',
  slug: 'address',
  host: 'domain',
  q: 'search',
  brandColor: 'colour',
  logoFileId: 'logo',
  coverFileId: 'cover picture',
  bodyHtml: 'text',
  descriptionHtml: 'description',
  timeZone: 'time zone',
  locale: 'language',
  field: 'column',
  secretKey: 'secret key',
  webhookSecret: 'webhook signing secret',
  currentPassword: 'present password',
  amountMinor: 'amount',
  accessDays: 'number of days',
  seatLimit: 'number of seats',
  durationSeconds: 'length',
  vimeoLink: 'Vimeo link',
  seoTitle: 'title for search engines',
  seoDescription: 'text for search engines',
  membershipId: 'member',
  moduleId: 'module',
  product_id: 'product',
  subjectId: 'course',
}

/** What a rule that failed says. `{name}` is the field, other words in braces come from the rule. */
const MESSAGES: Record<string, string> = {
  'required': 'Enter the {name}',
  'string': 'The {name} has to be text',
  'email': 'Enter an e-mail address such as ada@example.com',
  'regex': 'This is not a {name} that works here',
  'url': 'Enter an address such as https://example.com',
  'minLength': 'The {name} has to have {min} characters or more',
  'maxLength': 'The {name} can have {max} characters at most',
  'fixedLength': 'The {name} has to have {size} characters',
  'array.minLength': 'Choose {min} or more',
  'array.maxLength': 'There can be {max} at most',
  'in': 'Choose the {name} from the list',
  'enum': 'Choose the {name} from the list',
  'literal': 'Choose the {name} from the list',
  'uuid': 'Choose the {name} from the list',
  'notIn': 'This {name} is not free',
  'number': 'Enter the {name} in digits',
  'range': 'The {name} has to be from {min} to {max}',
  'min': 'The {name} has to be {min} or more',
  'max': 'The {name} can be {max} at most',
  'withoutDecimals': 'The {name} has to be a whole number',
  'boolean': 'Say yes or no',
  'accepted': 'This has to be agreed to',
  'distinct': 'Each of them once, please',
  'array': 'The {name} has to be a list',
  'object': 'The {name} is not complete',
  'file': 'Choose a file',
}

/** Rules of one field, where there is more to say. */
const SPECIAL: Record<string, string> = {
  'slug.regex': 'Use small letters and digits, with single hyphens between them',
  'slug.notIn': 'This address is kept for the house. Choose another one',
  'brandColor.regex': 'Enter a colour such as #2f7d57',
  'phone.regex': 'Use digits, spaces and + ( ) - . / alone',
  'country.regex': 'Enter the two letters of a country, such as DE',
  'locale.regex': 'Enter the two letters of a language, such as en',
  'secretKey.regex': 'A secret key of Stripe begins with sk_ or rk_',
  'webhookSecret.regex': 'A signing secret of Stripe begins with whsec_',
  'amountMinor.required': 'Enter an amount such as 49.00',
  'amountMinor.number': 'Enter an amount such as 49.00',
  'amountMinor.withoutDecimals': 'Enter an amount such as 49.00',
  'amountMinor.range': 'This amount is too small or too large',
  'password.required': 'Enter a password',
  'currency.distinct': 'One price for each currency',
  'prices.distinct': 'One price for each currency',
}

/** The words at the fields of every form: a sentence for people, with the field as they know it. */
export const fieldMessages: MessagesProviderContact = {
  getMessage(raw: string, rule: string, field: FieldContext, args: Record<string, unknown> = {}) {
    // An item of a list is named by the list.
    const key = String(typeof field.name === 'number' ? listOf(field) : field.name)
    const message = SPECIAL[`${key}.${rule}`] ?? MESSAGES[rule]
    // Rules of our own bring a sentence of their own.
    if (!message) return raw
    const values: Record<string, unknown> = { ...args, name: nameOf(key) }
    return message.replace(/\{(\w+)\}/g, (_, word: string) => wordOf(values[word]))
  },
}

/** `webhookSecret` is the "webhook secret". */
export function nameOf(field: string): string {
  return (
    NAMES[field] ??
    field
      .replace(/Id$|_id$/, '')
      .replace(/_/g, ' ')
      .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  )
}

function listOf(field: FieldContext): string {
  return field.wildCardPath.split('.').findLast((part) => part !== '*') ?? 'value'
}

function wordOf(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en') : String(value ?? '')
}

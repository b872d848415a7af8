import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Thrown for a text that is no phone number of any country. */
export class InvalidPhoneException extends Error {
  constructor() {
    super('Enter a valid phone number, with its country code if it is a foreign one')
    this.name = 'InvalidPhoneException'
  }
}

/**
 * A phone number in E.164. `country` (ISO 3166 alpha-2) is what a number without
 * an international prefix belongs to. Throws InvalidPhoneException.
 */
export function normalizePhone(phone: string, country: string | null): string {
  const parsed = parsePhoneNumberFromString(
    phone,
    (country ?? undefined) as CountryCode | undefined
  )
  if (!parsed?.isValid()) throw new InvalidPhoneException()
  return parsed.number
}

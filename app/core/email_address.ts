/** Thrown for a text that is no e-mail address. */
export class InvalidEmailException extends Error {
  constructor() {
    super('Enter a valid e-mail address')
    this.name = 'InvalidEmailException'
  }
}

const SHAPE = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\].]{2,}$/u

/**
 * The form in which addresses are compared: trimmed, NFC, lower case. Throws
 * InvalidEmailException. Providers' own rules (dots, plus tags) are left alone.
 */
export function normalizeEmail(email: string): string {
  const normal = email.normalize('NFC').trim().toLowerCase()
  if (normal.length > 254 || !SHAPE.test(normal) || normal.includes('..'))
    throw new InvalidEmailException()
  return normal
}

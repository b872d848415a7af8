import { column } from '@adonisjs/lucid/orm'
import encryption from '@adonisjs/core/services/encryption'

/** Encrypts a JSON value for a column. The purpose binds the ciphertext to its place. */
export function seal(value: unknown, purpose: string): string {
  return encryption.encrypt(value, { purpose })
}

/** Decrypts what seal() made with any of the install's keys. Throws when none fits. */
export function unseal<T>(ciphertext: string, purpose: string): T {
  const value = encryption.decrypt<T>(ciphertext, purpose)
  if (value === null) {
    throw new Error(`A secret (${purpose}) cannot be read with APP_KEY or APP_KEYS_PREVIOUS`)
  }
  return value
}

/** A column whose value is encrypted at rest and never serialized. */
export function encryptedColumn(purpose: string) {
  return column({
    prepare: (value: unknown) =>
      value === null || value === undefined ? value : seal(value, purpose),
    consume: (value: string | null) => (value ? unseal(value, purpose) : null),
    serializeAs: null,
  })
}

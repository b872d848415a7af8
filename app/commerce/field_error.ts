import { errors } from '@vinejs/vine'

/** Refuses what a rule of the model forbids, with a message at the field. */
export function refuse(field: string, message: string): never {
  throw new errors.E_VALIDATION_ERROR([{ field, message, rule: 'rule' }])
}

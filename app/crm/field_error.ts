import { errors } from '@vinejs/vine'

/** Refuses a value with a sentence at its field. `link` is a page that explains, offered beside it. */
export function refuseField(field: string, message: string, link?: string): never {
  throw new errors.E_VALIDATION_ERROR([
    { field, message, rule: 'refused' },
    ...(link ? [{ field: `${field}_link`, message: link, rule: 'refused' }] : []),
  ])
}

/** Refuses several, as castCustomValues() tells them. */
export function refuseFields(messages: Record<string, string>, prefix = ''): never {
  throw new errors.E_VALIDATION_ERROR(
    Object.entries(messages).map(([key, message]) => ({
      field: key ? `${prefix}${key}` : prefix.replace(/\.$/, ''),
      message,
      rule: 'refused',
    }))
  )
}

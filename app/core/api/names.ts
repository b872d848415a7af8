import { InvalidRequest } from '#core/api/invalid_request'

/** The names of a comma-separated list. Throws E_VALIDATION_ERROR for one that is not among `known`. */
export function pickNames(parameter: string, text: string, known: string[]): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const strange = names.find((name) => !known.includes(name))
  if (strange !== undefined) {
    const message = `"${strange}" is not one of: ${known.join(', ') || '(there are none)'}`
    throw new InvalidRequest([{ field: parameter, message }])
  }
  return names
}

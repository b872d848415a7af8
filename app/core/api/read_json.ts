import { InvalidRequest } from '#core/api/invalid_request'

/** A parameter that holds JSON. Throws InvalidRequest for text that is none. */
export function readJson(parameter: string, text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidRequest([{ field: parameter, message: 'This is no JSON' }])
  }
}

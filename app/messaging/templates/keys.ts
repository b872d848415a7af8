import { Refusal } from '#core/http/refusal'
import { fold } from '#crm/fold'
import { HOUSE_BLOCKS } from '#messaging/templates/compile/house_mjml'
import { takenKeys } from '#messaging/queries/templates/taken_keys'

/** A key made of a name, free in the organization; it stays when the name changes. */
export async function freeKey(name: string): Promise<string> {
  const key =
    fold(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'mail'
  const taken = new Set([...Object.keys(HOUSE_BLOCKS), ...(await takenKeys(key))])
  if (!taken.has(key)) return key
  let n = 2
  while (taken.has(`${key}-${n}`)) n++
  return `${key}-${n}`
}

/** Throws Refusal (422) for a key that the house or another template has. */
export async function assertFree(key: string): Promise<void> {
  const taken = [...Object.keys(HOUSE_BLOCKS), ...(await takenKeys(key))]
  if (!taken.includes(key)) return
  throw new Refusal('Another template has this key already.', { code: 'E_KEY_TAKEN', field: 'key' })
}

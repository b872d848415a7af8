import { type Reader } from '#messaging/preferences/reader'
import { oppositionsTo } from '#messaging/queries/readers'

/** Whether an address that belongs to nobody is not written to for good. */
export async function isAddressOut({ address }: Reader): Promise<boolean> {
  const oppositions = await oppositionsTo(address)
  return oppositions.some(({ expiresAt }) => expiresAt === null)
}

import { LRUCache } from 'lru-cache'
import { Tenant } from '#core/tenancy/tenant'
import { slowedScopes } from '#messaging/queries/send_rates'

/** What another process slowed down is heeded here after this long. */
const KEPT_MS = 1000
const kept = new LRUCache<string, Set<string>>({ max: 5000, ttl: KEPT_MS })

/** The scopes of an account that do not go at their full rate after refusals; mostly none, which costs nothing. */
export async function slowedOf(accountId: string): Promise<Set<string>> {
  const key = `${Tenant.id()} ${accountId}`
  const known = kept.get(key)
  if (known) return known
  const slowed = new Set(await slowedScopes(accountId))
  kept.set(key, slowed)
  return slowed
}

export function forgetSlowed(accountId: string): void {
  kept.delete(`${Tenant.id()} ${accountId}`)
}

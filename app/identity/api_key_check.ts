import { Exception } from '@adonisjs/core/exceptions'
import { clock } from '#core/clock/clock'
import { hashToken } from '#core/crypto/tokens'
import { Tenant } from '#core/tenancy/tenant'
import ApiKey, { API_KEY_SHAPE } from '#identity/models/api_key'
import Organization from '#identity/models/organization'
import { noteUseOfKey } from '#identity/queries/api_key_use'

const NOTED_EVERY_MS = 60_000

/** No key, or none that opens anything. Says which, but nothing about keys of others. */
export class KeyRefused extends Exception {
  static status = 401
  readonly headers = { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"' }

  constructor(message: string, code: string) {
    super(message, { status: 401, code })
  }
}

/** The key of an `Authorization` header. Throws KeyRefused. */
export async function checkApiKey(header: string | undefined): Promise<ApiKey> {
  const key = header?.match(/^Bearer +(\S+)\s*$/i)?.[1]
  if (!key) throw new KeyRefused('Send a key: `Authorization: Bearer wrn_…`.', 'E_API_KEY_MISSING')
  const apiKey = API_KEY_SHAPE.test(key) ? await find(key) : null
  if (!apiKey || apiKey.state === 'revoked') {
    throw new KeyRefused('This key opens nothing. It may have been revoked.', 'E_API_KEY_UNKNOWN')
  }
  if (apiKey.state === 'expired') throw new KeyRefused('This key has expired.', 'E_API_KEY_EXPIRED')
  const now = clock.now()
  const last = apiKey.lastUsedAt?.toMillis() ?? 0
  if (now.toMillis() - last >= NOTED_EVERY_MS) await noteUseOfKey(apiKey, now)
  return apiKey
}

async function find(key: string): Promise<ApiKey | null> {
  return Tenant.unscoped('API key', async () => {
    const apiKey = await ApiKey.query().where('keyHash', hashToken(key)).first()
    if (!apiKey) return null
    const organization = await Organization.query()
      .where('id', apiKey.organizationId)
      .whereNull('deletedAt')
      .first()
    return organization ? apiKey : null
  })
}

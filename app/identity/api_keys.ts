import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { expandScopes } from '#identity/api_scopes'
import ApiKeyCreated from '#identity/events/api_key_created'
import ApiKeyRevoked from '#identity/events/api_key_revoked'
import ApiKey from '#identity/models/api_key'
import type { Staff } from '#identity/staff'

export const REQUESTS_PER_MINUTE = 600

export type ApiKeyWish = {
  name: string
  /** See expandScopes(). */
  scopes: string[]
  expiresInDays?: number | null
  requestsPerMinute?: number | null
}

/**
 * Makes a key of the tenant. Resolves to its row and to the key itself, which is shown once.
 * Throws a Refusal for unknown scopes, and for scopes that `by` does not have herself.
 */
export async function makeApiKey(
  wish: ApiKeyWish,
  by: Staff | null = null
): Promise<{ apiKey: ApiKey; key: string }> {
  const scopes = expandScopes(wish.scopes)
  const beyond = by ? scopes.filter((scope) => !by.can(scope)) : []
  if (beyond.length > 0) {
    throw new Refusal(`You cannot hand out what you may not do: ${beyond.join(', ')}.`, {
      code: 'E_BEYOND_YOUR_ROLE',
      status: 403,
      field: 'scopes',
    })
  }
  const apiKey = new ApiKey()
  const key = apiKey.makeSecret()
  apiKey.name = wish.name
  apiKey.scopes = scopes
  apiKey.requestsPerMinute = wish.requestsPerMinute ?? REQUESTS_PER_MINUTE
  apiKey.expiresAt = wish.expiresInDays ? clock.now().plus({ days: wish.expiresInDays }) : null
  apiKey.createdBy = by?.user.id ?? null
  await db.transaction(async (trx) => {
    await apiKey.useTransaction(trx).save()
    await ApiKeyCreated.record(
      {
        organizationId: Tenant.id(),
        subjectId: apiKey.id,
        payload: { ...told(apiKey), scopes, expiresAt: iso(apiKey.expiresAt) },
      },
      trx
    )
  })
  return { apiKey, key }
}

/** Takes a key out of use at once; a second time changes nothing. */
export async function revokeApiKey(id: string): Promise<ApiKey> {
  return db.transaction(async (trx) => {
    const apiKey = await ApiKey.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
    if (apiKey.revokedAt) return apiKey
    apiKey.revokedAt = clock.now()
    await apiKey.save()
    await ApiKeyRevoked.record(
      { organizationId: apiKey.organizationId, subjectId: id, payload: told(apiKey) },
      trx
    )
    return apiKey
  })
}

function told({ name, prefix }: ApiKey) {
  return { name, prefix }
}

function iso(at: DateTime | null): string | null {
  return at?.toISO() ?? null
}

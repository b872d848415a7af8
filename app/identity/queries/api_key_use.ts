import type { DateTime } from 'luxon'
import { sql, WITHOUT_FLUSH } from '#core/database/sql'
import type ApiKey from '#identity/models/api_key'

/** Notes that a key was used; of many requests at once, one writes. */
export async function noteUseOfKey(
  { id, organizationId, lastUsedAt }: ApiKey,
  at: DateTime
): Promise<void> {
  await sql(
    `update api_keys set last_used_at = ?::timestamptz from ${WITHOUT_FLUSH}
     where organization_id = ? and id = ? and last_used_at is not distinct from ?::timestamptz`,
    [at.toISO(), organizationId, id, lastUsedAt?.toISO()]
  )
}

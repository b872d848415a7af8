import { keysetPage } from '#core/http/keyset'
import Merge from '#crm/models/merge'

/** A page of all merges, the newest first. */
export function mergePage({ cursor, limit = 30 }: { cursor?: string; limit?: number }) {
  return keysetPage<Merge>(Merge.query(), {
    columns: [
      ['merged_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: limit,
    scope: 'merges',
  })
}

import { keysetPage, type KeysetPage } from '#core/http/keyset'
import Notification from '#identity/models/notification'
import type User from '#identity/models/user'

/** A page of what a user was told, the newest first. Throws Refusal (422) for a cursor of another list. */
export function notificationPage(
  user: Pick<User, 'id'>,
  { cursor, perPage }: { cursor?: string; perPage?: number }
): Promise<KeysetPage<Notification>> {
  const query = Notification.query().withScopes((scopes) => scopes.of(user))
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage,
    scope: `notifications:${user.id}`,
  })
}

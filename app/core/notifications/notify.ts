import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { broadcast } from '#core/live/broadcast'
import { notificationKinds } from '#core/notifications/kinds'
import NotificationMail from '#core/notifications/mails/notification_mail'

export type Notice = {
  /** Of the registry notificationKinds. */
  kind: string
  /** The same key reaches a person once, however often it is sent: `order:<id>`. */
  key: string
  title: string
  body?: string | null
  /** Path within the install, or an address. */
  url?: string | null
  organizationId: string | null
}

type Reader = {
  id: string
  email: string
  name: string
  locale: string
  in_app: boolean | null
  email_wanted: boolean | null
}

/**
 * Tells users something, in the caller's transaction: in the app, live, and by
 * mail, as each of them prefers. Disabled users are left out. Resolves to the ids
 * of those who did not know it yet.
 */
export async function notify(
  users: string[],
  notice: Notice,
  trx: TransactionClientContract
): Promise<string[]> {
  const kind = notificationKinds.getOrFail(notice.kind)
  if (users.length === 0) return []
  const readers = await sql<Reader>(
    `select u.id, u.email, u.full_name as name, u.locale, p.in_app, p.email as email_wanted
     from users u left join notification_preferences p on p.user_id = u.id and p.kind = ?
     where u.id = any(?::uuid[]) and u.disabled_at is null`,
    [notice.kind, [...new Set(users)]],
    trx
  )
  const told: string[] = []
  for (const reader of readers) {
    const inApp = reader.in_app ?? kind.defaultInApp
    const id = await insert(reader.id, notice, inApp, trx)
    if (!id) continue
    told.push(reader.id)
    if (inApp) await broadcast(`users/${reader.id}`, 'notification', { id, kind: notice.kind }, trx)
    if (reader.email_wanted ?? kind.defaultEmail) {
      await NotificationMail.queue(
        {
          to: { email: reader.email, name: reader.name, locale: reader.locale, userId: reader.id },
          organizationId: notice.organizationId,
          payload: { notificationId: id },
          key: id,
        },
        trx
      )
    }
  }
  return told
}

/** Who wants it by mail alone finds it in the list, but read: the bell stays quiet. */
async function insert(
  userId: string,
  notice: Notice,
  inApp: boolean,
  trx: TransactionClientContract
): Promise<string | null> {
  const now = clock.now().toISO()
  const rows = await sql<{ id: string }>(
    `insert into notifications (id, user_id, organization_id, kind, key, title, body, url, read_at, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (user_id, key) do nothing returning id`,
    [
      uuid(),
      userId,
      notice.organizationId,
      notice.kind,
      notice.key,
      notice.title,
      notice.body,
      notice.url,
      inApp ? null : now,
      now,
    ],
    trx
  )
  return rows[0]?.id ?? null
}

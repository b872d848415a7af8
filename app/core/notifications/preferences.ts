import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { notificationKinds } from '#core/notifications/kinds'

/** How a user wants to be told of one kind of thing. */
export type NotificationPreference = { kind: string; label: string; inApp: boolean; email: boolean }

/** A user's preferences for all kinds; those never chosen stand at their default. */
export async function preferencesOf(userId: string): Promise<NotificationPreference[]> {
  const chosen = await sql<{ kind: string; in_app: boolean; email: boolean }>(
    'select kind, in_app, email from notification_preferences where user_id = ?',
    [userId]
  )
  const byKind = new Map(chosen.map((row) => [row.kind, row]))
  return notificationKinds.entries().map(([kind, { label, defaultInApp, defaultEmail }]) => ({
    kind,
    label,
    inApp: byKind.get(kind)?.in_app ?? defaultInApp,
    email: byKind.get(kind)?.email ?? defaultEmail,
  }))
}

/** Writes down what a user chose. Kinds that nobody registered are left out. */
export async function savePreferences(
  userId: string,
  preferences: Omit<NotificationPreference, 'label'>[]
): Promise<void> {
  await db.transaction(async (trx) => {
    for (const { kind, inApp, email } of preferences.filter(({ kind: key }) =>
      notificationKinds.has(key)
    )) {
      await sql(
        `insert into notification_preferences (user_id, kind, in_app, email, updated_at) values (?, ?, ?, ?, ?)
         on conflict (user_id, kind) do update
           set in_app = excluded.in_app, email = excluded.email, updated_at = excluded.updated_at`,
        [userId, kind, inApp, email, clock.now().toISO()],
        trx
      )
    }
  })
}

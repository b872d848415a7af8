import { sql } from '#core/database/sql'

/** Number of a user's unread notifications, capped at 100. */
export async function unreadNotifications(userId: string): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from notifications where user_id = ? and read_at is null limit 100) unread`,
    [userId]
  )
  return row.count
}

import { sql } from '#core/database/sql'

/** Makes every remember-me cookie of a user worthless. */
export async function forgetRememberMe(userId: string): Promise<void> {
  await sql('delete from remember_me_tokens where tokenable_id = ?', [userId])
}

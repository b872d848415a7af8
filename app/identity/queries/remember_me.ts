import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'

/** Makes every remember-me cookie of a user worthless. */
export async function forgetRememberMe(
  userId: string,
  trx?: TransactionClientContract
): Promise<void> {
  await sql('delete from remember_me_tokens where tokenable_id = ?', [userId], trx)
}

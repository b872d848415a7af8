import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Unique violation; deadlock, which two sets in another order may meet. */
const LOST_RACES = ['23505', '40P01']

/**
 * Runs `write` so that a row which somebody else made in the same moment spoils nothing but it;
 * then `whenTaken` answers.
 */
export async function unlessTaken<T>(
  trx: TransactionClientContract,
  write: (inner: TransactionClientContract) => Promise<T>,
  whenTaken: () => T | Promise<T>
): Promise<T> {
  try {
    return await trx.transaction(write)
  } catch (error) {
    if (!LOST_RACES.includes((error as { code?: string }).code ?? '')) throw error
    return whenTaken()
  }
}

const UNIQUE_VIOLATION = '23505'

/**
 * Runs `write`. When somebody else made the same row in the same moment, which
 * no check beforehand can see, `whenTaken` answers instead of a fault.
 */
export async function unlessTaken<T>(
  write: () => Promise<T>,
  whenTaken: () => T | Promise<T>
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    return whenTaken()
  }
}

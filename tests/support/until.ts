import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits for a condition, which may be a query. Resolves to its first truthy
 * value; rejects with `what` when it does not come true in time.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  milliseconds = 10_000
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const value = await condition()
    if (value) return value as Exclude<T, false | null | undefined | 0 | ''>
    if (performance.now() > deadline) throw new Error(`Waited ${milliseconds} ms for: ${what}`)
    await wait(10)
  }
}

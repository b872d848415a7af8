import logger from '@adonisjs/core/services/logger'
import { Registry } from '#core/registry/registry'
import { Tenant } from '#core/tenancy/tenant'

/**
 * Looks for rows whose work is due or stranded and enqueues it again, so that
 * losing every job loses nothing. Resolves to the number of rows it picked up.
 */
export type Sweeper = () => Promise<number>

export const sweepers = new Registry<Sweeper>('sweeper')

/** Runs all sweepers; one that fails does not keep the others from theirs. */
export async function sweepAll(): Promise<Record<string, number>> {
  const swept: Record<string, number> = {}
  for (const [name, sweep] of sweepers.entries()) {
    try {
      swept[name] = await Tenant.unscoped('sweeper', sweep)
    } catch (error) {
      logger.error({ err: error, sweeper: name }, 'sweeper failed')
    }
  }
  return swept
}

/**
 * Key of a job that a sweeper adds: a job that failed with the row's plain key is
 * kept for people to see, and must not keep the next try from being added.
 */
export function sweepKey(id: string | number): string {
  return `${id}-${Math.floor(Date.now() / 60_000)}`
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import { Registry } from '#core/registry/registry'
import { Tenant } from '#core/tenancy/tenant'

export type Limit = {
  /** What is counted, in the plural: `members`. */
  noun: string
  /** For organizations without one of their own. */
  default: number
}

/** What an organization may have only so many of. */
export const limits = new Registry<Limit>('limit')

/** There is no room for one more. Told to the person who asked. */
export class LimitReached extends Refusal {
  constructor(
    readonly limit: string,
    noun: string,
    readonly allowed: number
  ) {
    super(`You have reached your limit of ${allowed} ${noun}.`, { code: 'E_LIMIT_REACHED' })
    this.name = 'LimitReached'
  }
}

export const Limits = {
  /** What the organization in context may have of it. */
  async of(name: string, trx?: TransactionClientContract): Promise<number> {
    const limit = limits.getOrFail(name)
    const organizationId = Tenant.idOrNull()
    if (!organizationId) return limit.default
    const [own] = await sql<{ value: number }>(
      'select value from organization_limits where organization_id = ? and name = ?',
      [organizationId, name],
      trx
    )
    return own?.value ?? limit.default
  },

  /**
   * Throws LimitReached unless there is room for one more beside the `used`
   * ones. The caller counts and inserts under one lock, or two at once pass.
   */
  async check(name: string, used: number, trx: TransactionClientContract): Promise<void> {
    const allowed = await Limits.of(name, trx)
    if (used >= allowed) throw new LimitReached(name, limits.getOrFail(name).noun, allowed)
  },
}

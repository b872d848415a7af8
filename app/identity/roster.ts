import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'

/** The memberships of an organization. Every verb on them holds the organization's lock. */
export class Roster {
  constructor(readonly organization: Organization) {}

  protected locked<T>(fn: (trx: TransactionClientContract) => Promise<T>): Promise<T> {
    return Tenant.run(this.organization.id, () =>
      db.transaction(async (trx) => {
        await Organization.query({ client: trx })
          .where('id', this.organization.id)
          .forUpdate()
          .firstOrFail()
        return fn(trx)
      })
    )
  }

  protected member(id: string, trx: TransactionClientContract): Promise<Membership> {
    return Membership.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  }

  protected membershipOf(
    userId: string,
    trx: TransactionClientContract
  ): Promise<Membership | null> {
    return Membership.query({ client: trx }).where('userId', userId).first()
  }
}

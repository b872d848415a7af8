import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Holds a contact until the transaction ends, so that changes to what hangs on it come one after another. */
export async function lockContact(id: string, trx: TransactionClientContract): Promise<void> {
  await sql(
    'select 1 from contacts where organization_id = ? and id = ? for no key update',
    [Tenant.id(), id],
    trx
  )
}

/** The same for a company. */
export async function lockCompany(id: string, trx: TransactionClientContract): Promise<void> {
  await sql(
    'select 1 from companies where organization_id = ? and id = ? for no key update',
    [Tenant.id(), id],
    trx
  )
}

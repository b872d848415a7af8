import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { broadcast } from '#core/live/broadcast'
import { liveChannels } from '#core/live/channels'
import { Tenant } from '#core/tenancy/tenant'
import { membershipsOf } from '#identity/active_staff'
import { roles } from '#identity/roles'

/**
 * Tells the staff who have a record open that it changed, within a transaction
 * after its commit. `kind` is the resource of config/roles.yaml whose `read` lets
 * one listen: `tellStaff('orders', order.id)`.
 */
export function tellStaff(
  kind: string,
  id: string,
  trx?: TransactionClientContract,
  data: Record<string, unknown> = {}
): Promise<void> {
  return broadcast(`organizations/${Tenant.id()}/${kind}/${id}`, 'changed', data, trx)
}

liveChannels.add(
  'organizations/:organizationId/:kind/:id',
  async (_ctx, { organizationId, kind }) => {
    const { actor } = Context.get()
    if (actor.type !== 'user' || !actor.id) return false
    const permission = `${kind}:read`
    if (!roles().permissions.includes(permission)) return false
    const memberships = await membershipsOf(actor.id)
    const membership = memberships.find((one) => one.organizationId === organizationId)
    return membership ? roles().can(membership.role, permission) : false
  }
)

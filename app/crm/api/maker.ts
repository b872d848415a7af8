import type { ApiCaller } from '#core/api/caller'
import type { Maker } from '#crm/models/segment/definable'

/** A key asks what its scopes allow, and is nobody's. */
export function makerOf(caller: ApiCaller): Maker {
  return { can: (permission) => caller.can(permission), user: { id: null } }
}

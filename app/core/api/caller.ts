import { Exception } from '@adonisjs/core/exceptions'

/** Who calls the API: a key of one organization. Set by the middleware that checks keys. */
export type ApiCaller = {
  id: string
  organizationId: string
  can(scope: string): boolean
}

/** Throws (403) where a scope is needed that an endpoint does not always ask for. */
export function requireScope(caller: ApiCaller, scope: string): void {
  if (caller.can(scope)) return
  throw new Exception(`This key does not have the scope ${scope}.`, {
    status: 403,
    code: 'E_SCOPE_MISSING',
  })
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on /api/v1. */
    apiCaller: ApiCaller
  }
}

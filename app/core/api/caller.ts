/** Who calls the API: a key of one organization. Set by the middleware that checks keys. */
export type ApiCaller = {
  id: string
  organizationId: string
  can(scope: string): boolean
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on /api/v1. */
    apiCaller: ApiCaller
  }
}

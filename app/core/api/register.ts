import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'
import { apiEndpoints, type ApiEndpoint } from '#core/api/endpoint'

/** Makes the routes of all endpoints; called once, inside the group of /api/v1. */
export function registerEndpoints(): void {
  for (const endpoint of apiEndpoints.all()) {
    const route = router
      .route(endpoint.path, [endpoint.method], answering(endpoint))
      .as(endpoint.name)
    for (const name of parametersOf(endpoint.path)) route.where(name, router.matchers.uuid())
  }
}

/** Names of the parameters in a path. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
}

function answering(endpoint: ApiEndpoint) {
  return async (ctx: HttpContext) => {
    const { serve } = await import('#core/api/serve')
    return serve(endpoint, ctx)
  }
}

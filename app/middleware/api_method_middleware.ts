import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { methodsOf } from '#core/api/methods'
import { hostOf, isAdminHost } from '#identity/hosts'

/** A path of the API that knows other methods says which: 405, where the router alone would say 404. */
export default class ApiMethodMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const path = request.url()
    if (!path.startsWith('/api/v1/') || !isAdminHost(hostOf(request.header('host')))) return next()
    const methods = methodsOf(path)
    if (methods.length === 0 || methods.includes(request.method())) return next()
    const error = new Exception(`This address takes ${methods.join(', ')}.`, {
      status: 405,
      code: 'E_METHOD_NOT_ALLOWED',
    })
    throw Object.assign(error, { headers: { Allow: methods.join(', ') } })
  }
}

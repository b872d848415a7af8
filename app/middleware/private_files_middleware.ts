import { errors } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isPrivateFile } from '#core/http/private_files'

/** Hides what lies below the public folder and is for the server only. Stands before static files. */
export default class PrivateFilesMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const url = request.url()
    if (isPrivateFile(url)) throw new errors.E_ROUTE_NOT_FOUND([request.method(), url])
    return next()
  }
}

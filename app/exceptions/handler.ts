import app from '@adonisjs/core/services/app'
import { ExceptionHandler } from '@adonisjs/core/http'

/** Turns whatever was thrown into an answer. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = !app.inProduction
}

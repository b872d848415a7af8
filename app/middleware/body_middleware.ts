import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import bodyParser from '#config/bodyparser'
import { readsItsBody } from '#core/api/large_body'

const parser = new BodyParserMiddleware(bodyParser)

/** Parses bodies, but those that are read when it is known who sends them. */
export default class BodyMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return readsItsBody(ctx) ? next() : parser.handle(ctx, next)
  }
}

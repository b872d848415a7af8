import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import bodyParser from '#config/bodyparser'
import { apiEndpoints } from '#core/api/endpoint'

let patterns: Set<string> | null = null

/** Whether a route reads its body itself: a stranger's megabytes are not taken in before the key is known. */
export function readsItsBody({ request, route }: HttpContext): boolean {
  patterns ??= new Set(
    apiEndpoints
      .all()
      .filter(({ bodyLimit }) => bodyLimit)
      .map(({ method, path }) => `${method} /api/v1${path}`)
  )
  return patterns.has(`${request.method()} ${route?.pattern}`)
}

/** Reads and parses a JSON body of at most `limit` (`16mb`). Throws E_REQUEST_ENTITY_TOO_LARGE (413). */
export async function readLargeBody(ctx: HttpContext, limit: string): Promise<void> {
  const parser = new BodyParserMiddleware({
    ...bodyParser,
    json: { ...bodyParser.json, limit },
  })
  await parser.handle(ctx, async () => {})
}

import type { HttpContext } from '@adonisjs/core/http'

/** The answer to a saved draft: nothing for the editor, which goes on typing; the page for a form. */
export function answerSaved({ request, response }: Pick<HttpContext, 'request' | 'response'>) {
  if (request.header('accept') === 'application/json') return response.noContent()
  return response.redirect().back()
}

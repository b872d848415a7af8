import type { HttpContext } from '@adonisjs/core/http'
import { answerWithFile } from '#media/file_answer'
import { findPublicFile } from '#media/public_file'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** Public files: the same bytes for ever, so that browsers and proxies keep them. */
export default class PublicFilesController {
  async show(ctx: HttpContext) {
    const { id, variant } = ctx.params
    const file = await findPublicFile(id, ctx.request.host())
    // A logo in a webmail is a picture on a foreign page.
    ctx.response.header('Cross-Origin-Resource-Policy', 'cross-origin')
    await answerWithFile(ctx, file, {
      variant: variant ?? null,
      cacheControl: FOR_EVER,
      downloadAs: null,
    })
  }
}

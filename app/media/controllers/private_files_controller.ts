import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { answerWithFile } from '#media/file_answer'
import StoredFile from '#media/models/stored_file'
import { readTicket } from '#media/models/stored_file/servable'

/** Private files: whoever has an unexpired signed link, and nobody else. */
export default class PrivateFilesController {
  async show(ctx: HttpContext) {
    const ticket = readTicket(ctx.params.token)
    const file = ticket
      ? await Tenant.run(ticket.organizationId, () =>
          StoredFile.query().where('id', ticket.fileId).first()
        )
      : null
    if (!ticket || !file) {
      throw new Refusal('This link has expired. Go back and open the file again.', {
        code: 'E_LINK_EXPIRED',
        status: 410,
      })
    }
    await answerWithFile(ctx, file, {
      variant: null,
      cacheControl: 'private, no-store',
      downloadAs: ticket.downloadAs ?? file.name,
    })
  }
}

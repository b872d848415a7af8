import type { HttpContext } from '@adonisjs/core/http'
import { canvasPolicy } from '#messaging/templates/canvas_policy'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'

export default class CanvasesController {
  /** The visual editor in a document of its own, which the editor's page frames. */
  async show({ bouncer, response, view }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('read')
    response.header('Content-Security-Policy', canvasPolicy(response.nonce))
    response.header('X-Frame-Options', 'SAMEORIGIN')
    return view.render('mail_canvas', { cspNonce: response.nonce })
  }
}

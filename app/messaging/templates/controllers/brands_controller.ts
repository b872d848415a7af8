import type { HttpContext } from '@adonisjs/core/http'
import { brandProps } from '#messaging/templates/list_page'
import MailBrand from '#messaging/templates/models/mail_brand'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import { brandValidator } from '#messaging/templates/validators/template'

export default class BrandsController {
  async edit({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('read')
    return inertia.render('messaging/templates/brand', await brandProps(staff))
  }

  async update({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('update')
    const { address, footer, ...look } = await request.validateUsing(brandValidator)
    await MailBrand.revise({ ...look, address: address ?? '', footer: footer ?? '' })
    session.flash(
      'success',
      'The look of your mails is saved. Templates take it on when they are sent'
    )
    return response.redirect('/admin/templates/brand')
  }
}

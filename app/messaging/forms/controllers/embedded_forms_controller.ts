import type { HttpContext } from '@adonisjs/core/http'
import { openForm, renderForm } from '#messaging/forms/form_page'
import { takePost } from '#messaging/forms/form_post'

/** The same form for a frame in somebody else's page: alone, without the site around it. */
export default class EmbeddedFormsController {
  async show(ctx: HttpContext) {
    return renderForm(ctx, await openForm(ctx), { isFramed: true })
  }

  async store(ctx: HttpContext) {
    const form = await openForm(ctx)
    const faults = await takePost(ctx, form, 'frame')
    if (faults) return renderForm(ctx, form, { faults, isFramed: true })
    return ctx.response.status(303).header('Location', `/forms/${form.slug}/embed?thanks`)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { openForm, renderForm } from '#messaging/forms/form_page'
import { takePost } from '#messaging/forms/form_post'

/** A form as a page of the organization's site. */
export default class PublicFormsController {
  async show(ctx: HttpContext) {
    return renderForm(ctx, await openForm(ctx))
  }

  async store(ctx: HttpContext) {
    const form = await openForm(ctx)
    const faults = await takePost(ctx, form, 'page')
    if (faults) return renderForm(ctx, form, { faults })
    const next = form.redirectPath ?? `/forms/${form.slug}?thanks`
    return ctx.response.status(303).header('Location', next)
  }

  /** From a page of somebody else that holds the form as plain HTML. */
  async storeFromAnywhere(ctx: HttpContext) {
    const form = await openForm(ctx)
    const faults = await takePost(ctx, form, 'snippet')
    if (faults) return renderForm(ctx, form, { faults })
    const next = form.redirectPath ?? `/forms/${form.slug}?thanks`
    return ctx.response.status(303).header('Location', next)
  }
}

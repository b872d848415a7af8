import type { HttpContext } from '@adonisjs/core/http'
import { renderPrivately } from '#core/http/private_page'
import { type Confirmation, confirm, confirmationOf } from '#messaging/forms/confirming'
import { topicsOf } from '#messaging/forms/form_view'
import { preferencesPath } from '#messaging/preferences/headers'
import { masked } from '#messaging/preferences/reader'
import { traceOf } from '#messaging/preferences/said'

/** Where the link of a confirm mail leads. Looking changes nothing; the button does. */
export default class ConfirmationsController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, await confirmationOf(String(ctx.params.token)))
  }

  async store(ctx: HttpContext) {
    const found = await confirmationOf(String(ctx.params.token))
    if (found?.state === 'open') await confirm(found, traceOf(ctx))
    if (!found) return this.#page(ctx, null)
    return ctx.response.status(303).header('Location', `/confirm/${ctx.params.token}`)
  }

  async #page(ctx: HttpContext, found: Confirmation | null) {
    const isDone = found?.state === 'confirmed'
    return renderPrivately(ctx, 'messaging/public/confirm', {
      title: 'Confirm your subscription',
      status: found ? 200 : 404,
      props: {
        token: ctx.params.token,
        school: ctx.organization.name,
        state: found?.state ?? 'lost',
        address: found ? masked(found.address) : null,
        topics: found ? (await topicsOf(found.submission)).map(({ name }) => name) : [],
        wording: found?.submission.wording ?? null,
        form: found?.form.isOpen ? `/forms/${found.form.slug}` : null,
        preferences: isDone ? preferencesPath(found.owner) : null,
      },
    })
  }
}

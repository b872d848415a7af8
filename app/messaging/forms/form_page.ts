import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'
import type { Faults } from '#messaging/forms/entry'
import { begin, typedIn } from '#messaging/forms/form_post'
import { viewOf } from '#messaging/forms/form_view'
import SignupForm from '#messaging/models/signup_form'

/** The same for everybody: whether an address was known is nobody's business. */
const THANKS = 'If your confirmation is needed, a mail with a link is on its way to you.'

/** The form of an address; a plain 404 where it is closed or was never there. */
export async function openForm({ params }: Pick<HttpContext, 'params'>): Promise<SignupForm> {
  const form = await SignupForm.open(String(params.slug))
  if (form) return form
  throw new Exception('This form is closed', { status: 404, code: 'E_ROW_NOT_FOUND' })
}

/**
 * Draws a form, with what was wrong where it was sent. It is drawn for each visitor, because it carries the moment at
 * which it was; `isFramed` lets other sites show it.
 */
export async function renderForm(
  ctx: HttpContext,
  form: SignupForm,
  { faults = null, isFramed = false }: { faults?: Faults | null; isFramed?: boolean } = {}
): Promise<void> {
  const path = `/forms/${form.slug}${isFramed ? '/embed' : ''}`
  const isSent = ctx.request.qs().thanks !== undefined && !faults
  await renderPublic(
    ctx,
    isFramed ? 'messaging/public/embed' : 'messaging/public/form',
    {
      form: await viewOf(form),
      action: path,
      begun: begin(form),
      thanks: isSent ? form.thanks || THANKS : null,
      faults: faults ?? {},
      values: faults ? typedIn(ctx) : {},
    },
    {
      tags: [],
      status: faults ? 422 : 200,
      seo: {
        title: form.title,
        description: form.intro,
        canonical: `/forms/${form.slug}`,
        noindex: isFramed || isSent,
      },
    }
  )
  ctx.response.removeHeader('ETag')
  ctx.response.header('Cache-Control', 'private, no-store')
  if (isFramed) allowFraming(ctx)
}

/** Nothing of a visitor's session is here, so a frame around it can trick nobody. */
function allowFraming({ response }: HttpContext): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  response.header(
    'Content-Security-Policy',
    policy.replace("frame-ancestors 'none'", 'frame-ancestors *')
  )
  response.removeHeader('X-Frame-Options')
}

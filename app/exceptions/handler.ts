import type {} from '@adonisjs/session/session_middleware'
import app from '@adonisjs/core/services/app'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import type { HttpError } from '@adonisjs/core/types/http'
import { describeFault, type Fault } from '#exceptions/fault'
import { pointerTo, sendProblem } from '#core/http/problem'
import { statusPage } from '#core/http/status_page'

/** Machines speak JSON here, whatever their Accept header says. */
const FOR_MACHINES = /^\/(api|webhooks|health|metrics|live)(\/|$)/
/** A form with one of these goes back to its page, with the message over it. */
const TOLD_ON_THE_PAGE = [409, 413, 419, 422, 429]

/**
 * Turns whatever was thrown into an answer: a problem for machines, the form
 * with its errors or a plain page for people. No trace leaves the house.
 */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = app.inDev
  protected ignoreStatuses = [400, 401, 403, 404, 405, 409, 410, 413, 415, 419, 422, 429]

  toHttpError(error: unknown): HttpError {
    const httpError = super.toHttpError(error)
    httpError.status = describeFault(httpError).status
    return httpError
  }

  async handle(error: unknown, ctx: HttpContext) {
    const httpError = this.toHttpError(error)
    const fault = describeFault(httpError)
    for (const [name, value] of Object.entries(fault.headers)) ctx.response.header(name, value)
    if (wantsProblem(ctx)) return sendProblem(ctx, { ...fault, errors: faultsOf(fault) })
    if (fault.rendersItself) return httpError.handle!(httpError, ctx)
    if (cameFromForm(ctx) && isForPage(fault)) return this.#backToForm(httpError, fault, ctx)
    const without = addressWithoutFaults(httpError, fault, ctx)
    if (without) return this.#onWithoutFilter(without, ctx)
    if (fault.status >= 500 && app.inDev) return super.renderErrorAsHTML(httpError, ctx)
    ctx.response.status(fault.status).header('Cache-Control', 'no-store').type('html')
    ctx.response.send(
      statusPage({
        ...fault,
        // Without a form to go back to, the page itself says what is not valid.
        detail: [fault.detail, ...(fault.errors ?? []).map(({ message }) => message)].join(' '),
        nonce: ctx.response.nonce ?? '',
        requestId: fault.status >= 500 ? ctx.request.id() : null,
      })
    )
  }

  /** A list opens without the filters of an old or mistyped address, and says so. */
  #onWithoutFilter(address: string, { response, session }: Partial<HttpContext> & HttpContext) {
    session?.flash('error', 'A filter in this address is not known here and was left out')
    response.header('Cache-Control', 'no-store').redirect(address)
  }

  #backToForm(error: HttpError, fault: Fault, ctx: HttpContext) {
    if (error.code === 'E_VALIDATION_ERROR') return this.renderValidationErrorAsHTML(error, ctx)
    const { request, response, session } = ctx
    if (!request.header('X-Inertia'))
      session.flashExcept(['_csrf', '_method', 'password', 'password_confirmation'])
    if (fault.field) session.flash('inputErrorsBag', { [fault.field]: [fault.detail] })
    else session.flash('error', fault.detail)
    session.flashErrors({ [fault.code]: fault.detail })
    // A filtered page keeps its filters.
    response.redirect().withQs().back()
  }
}

function wantsProblem({ request }: HttpContext): boolean {
  if (request.header('X-Inertia')) return false
  if (FOR_MACHINES.test(request.url())) return true
  return request.accepts(['html', 'application/problem+json', 'json']) !== 'html'
}

/** A refusal that belongs to a field says so to machines as a validator would. */
function faultsOf({ errors, field, detail }: Fault) {
  return errors ?? (field ? [{ pointer: pointerTo(field), message: detail }] : undefined)
}

function isForPage(fault: Fault): boolean {
  return fault.isRefusal || TOLD_ON_THE_PAGE.includes(fault.status)
}

/** Whether there is a page of ours to go back to, and a session to carry the message there. */
function cameFromForm({
  request,
  session,
}: Partial<HttpContext> & Pick<HttpContext, 'request'>): boolean {
  if (!session || ['GET', 'HEAD'].includes(request.method())) return false
  const referrer = request.header('referer')
  if (referrer) return URL.canParse(referrer) && new URL(referrer).host === request.host()
  return request.header('X-Inertia') !== undefined
}

/** The address of a page without the parts of its query that are not valid; null when that would change nothing. */
function addressWithoutFaults(
  error: { code?: string; messages?: { field: string }[] },
  fault: Fault,
  { request }: HttpContext
): string | null {
  if (!['GET', 'HEAD'].includes(request.method())) return null
  const invalid = error.code === 'E_VALIDATION_ERROR' ? (error.messages ?? []) : []
  const faulty = [...invalid.map((one) => one.field), fault.field ?? ''].map(
    (field) => field.split('.')[0]
  )
  const { pathname, searchParams } = new URL(request.url(true), 'http://page')
  const before = searchParams.size
  // `from[]=x` and `from[a]=x` come to the validator as "from" too.
  for (const name of [...searchParams.keys()])
    if (faulty.includes(name.split('[')[0])) searchParams.delete(name)
  if (searchParams.size === before) return null
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
}

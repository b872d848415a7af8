import type { HttpContext } from '@adonisjs/core/http'

/** RFC 9457 problem details. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  /** Stable, for machines. */
  code: string
  request_id: string | null
  /** What is wrong with the body, field by field; pointers are RFC 6901. */
  errors?: FieldFault[]
}

export type FieldFault = { pointer: string; message: string }

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported media type',
  419: 'Page expired',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Something went wrong',
  502: 'Bad gateway',
  503: 'Not available',
  504: 'Gateway time-out',
}

const DETAILS: Record<number, string> = {
  401: 'Log in and try again.',
  403: 'You may not do this.',
  404: 'There is nothing at this address.',
  410: 'What was here is gone.',
  413: 'What you sent is too large.',
  419: 'This page was open for too long. Reload it and try again.',
  422: 'Some of what you sent is not valid.',
  429: 'That was too often. Wait a little and try again.',
  500: 'The fault is ours, and it has been written down.',
  503: 'The service is busy or being updated. Try again in a moment.',
}

export function titleOf(status: number): string {
  return TITLES[status] ?? (status >= 500 ? TITLES[500] : TITLES[400])
}

export function detailOf(status: number): string {
  return DETAILS[status] ?? (status >= 500 ? DETAILS[500] : 'The request could not be understood.')
}

/** `lines.0.price` as a JSON pointer. */
export function pointerTo(field: string): string {
  const steps = field.split('.').map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
  return `/${steps.join('/')}`
}

/** Answers with a problem. `code` defaults to one made of the status. */
export function sendProblem(
  { request, response }: HttpContext,
  problem: { status: number; detail?: string; code?: string; errors?: FieldFault[] }
): void {
  const body: Problem = {
    type: 'about:blank',
    title: titleOf(problem.status),
    status: problem.status,
    detail: problem.detail ?? detailOf(problem.status),
    code: problem.code ?? `E_HTTP_${problem.status}`,
    request_id: request.id() ?? null,
    ...(problem.errors ? { errors: problem.errors } : {}),
  }
  response.status(problem.status).header('Cache-Control', 'no-store')
  response.header('Content-Type', 'application/problem+json; charset=utf-8')
  response.send(JSON.stringify(body))
}

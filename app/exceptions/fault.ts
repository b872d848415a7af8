import type { HttpError } from '@adonisjs/core/types/http'
import { Exception } from '@adonisjs/core/exceptions'
import { detailOf, pointerTo, titleOf, type FieldFault } from '#core/http/problem'
import { Refusal } from '#core/http/refusal'

/** What may be told about an error. */
export type Fault = {
  status: number
  title: string
  detail: string
  code: string
  headers: Record<string, string | number>
  errors?: FieldFault[]
  field?: string
  isRefusal: boolean
  /** The error knows better how to answer a browser (a redirect to log in, a form with its message). */
  rendersItself: boolean
}

/** Values that Postgres refuses to take for what a column holds: the sender's fault, not ours. */
const BAD_VALUES = ['22P02', '22003', '22007', '22008', '22021', '22P05']
/** Errors whose own words are for developers. */
const GENERIC = [
  'E_ROUTE_NOT_FOUND',
  'E_ROW_NOT_FOUND',
  'E_HTTP_EXCEPTION',
  'E_AUTHORIZATION_FAILURE',
]
const RENDER_THEMSELVES = ['E_UNAUTHORIZED_ACCESS', 'E_INVALID_CREDENTIALS']

type Thrown = Omit<HttpError, 'messages'> & {
  messages?: { field: string; message: string }[]
  response?: {
    status?: number
    availableIn?: number
    limit?: number
    remaining?: number
    message?: string
  }
  headers?: Record<string, string | number>
}

/** Finds status, words and headers for whatever was thrown. Faults of ours are never described. */
export function describeFault(error: Thrown): Fault {
  const status = statusOf(error)
  return {
    status,
    title: titleOf(status),
    detail: status >= 500 ? detailOf(status) : wordsOf(error, status),
    code: status === 500 ? 'E_INTERNAL' : codeOf(error, status),
    headers: headersOf(error, status),
    errors: error.messages?.map(({ field, message }) => ({ pointer: pointerTo(field), message })),
    field: error instanceof Refusal ? error.field : undefined,
    isRefusal: error instanceof Refusal,
    rendersItself:
      RENDER_THEMSELVES.includes(error.code ?? '') && typeof error.handle === 'function',
  }
}

function statusOf(error: Thrown): number {
  if (error.code === 'E_BAD_CSRF_TOKEN') return 419
  if (error.code === 'E_AUTHORIZATION_FAILURE') return error.response?.status ?? 403
  if (BAD_VALUES.includes(error.code ?? '')) return error.message.includes('uuid') ? 404 : 422
  const status = error.status ?? 500
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : 500
}

function wordsOf(error: Thrown, status: number): string {
  if (error.code === 'E_BAD_CSRF_TOKEN' || BAD_VALUES.includes(error.code ?? ''))
    return detailOf(status)
  if (error.code === 'E_AUTHORIZATION_FAILURE') return error.response?.message ?? detailOf(status)
  if (error.code === 'E_TOO_MANY_REQUESTS') return tooOften(error.response?.availableIn ?? 60)
  if (!(error instanceof Exception) || GENERIC.includes(error.code ?? '')) return detailOf(status)
  return 'messages' in error ? detailOf(status) : error.message
}

function codeOf(error: Thrown, status: number): string {
  return error.code?.startsWith('E_') ? error.code : `E_HTTP_${status}`
}

function headersOf(error: Thrown, status: number): Record<string, string | number> {
  if (error.code !== 'E_TOO_MANY_REQUESTS')
    return status === 503 ? { 'Retry-After': 10, ...error.headers } : { ...error.headers }
  const { availableIn = 60, limit, remaining = 0 } = error.response ?? {}
  return {
    'Retry-After': availableIn,
    'RateLimit': `"default";r=${remaining};t=${availableIn}`,
    ...(limit === undefined ? {} : { 'RateLimit-Policy': `"default";q=${limit}` }),
    ...error.headers,
  }
}

function tooOften(seconds: number): string {
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return `That was too often. Try again in ${wait}.`
}

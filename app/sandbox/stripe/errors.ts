type ErrorBody = {
  type: string
  message: string
  code?: string
  param?: string
  decline_code?: string
  [key: string]: unknown
}

/** An answer in the shape of Stripe's errors. */
export class StripeProblem extends Error {
  constructor(
    public status: number,
    public body: ErrorBody
  ) {
    super(body.message)
  }
}

/** 400 about one parameter, e.g. `line_items[0][quantity]`. */
export const invalid = (param: string | undefined, message: string, code?: string) =>
  new StripeProblem(400, {
    type: 'invalid_request_error',
    message,
    ...(param && { param }),
    ...(code && {
      code,
      doc_url: `https://stripe.com/docs/error-codes/${code.replace(/_/g, '-')}`,
    }),
  })

export const missing = (param: string) =>
  invalid(param, `Missing required param: ${param}.`, 'parameter_missing')

/** 404 for an object that this account does not have. */
export const noSuch = (what: string, id: string, param = 'id') =>
  new StripeProblem(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    message: `No such ${what}: '${id}'`,
    param,
  })

export const unknownUrl = (method: string, path: string) =>
  new StripeProblem(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). The sandbox answers the operations that Warren uses.`,
  })

export const badKey = (message: string) =>
  new StripeProblem(401, { type: 'invalid_request_error', message })

export const idempotencyMismatch = (key: string) =>
  new StripeProblem(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })

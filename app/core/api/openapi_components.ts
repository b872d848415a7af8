import { as } from '#core/api/schemas'
import { detailOf, titleOf } from '#core/http/problem'

/** Problems with a description of their own in the document. */
const PROBLEMS: Record<number, [name: string, description: string]> = {
  400: ['BadRequest', 'The body is not JSON, or a header is malformed.'],
  401: ['NoKey', 'No key was sent, or one that is unknown, expired or revoked.'],
  403: ['NotAllowed', 'The key does not have the scope that this asks for.'],
  404: ['NotFound', 'There is no such record in this organization.'],
  409: ['Conflict', 'A request with this Idempotency-Key is being worked on.'],
  413: ['TooLarge', detailOf(413)],
  415: ['NotJson', 'Bodies are sent as application/json, files as application/octet-stream.'],
  422: ['NotValid', 'Something sent is not valid; `errors` says what and where.'],
  429: [
    'TooManyRequests',
    'More requests than the key has in a minute. `Retry-After` says when to go on.',
  ],
}

export function problemRef(status: number): { $ref: string } {
  return { $ref: `#/components/responses/${PROBLEMS[status][0]}` }
}

const problem = {
  ...as.object(
    {
      type: as.text('A URI reference; `about:blank` says that the status tells all.'),
      title: as.text(),
      status: as.integer(),
      detail: as.text('A sentence for people.'),
      code: as.text('Stable, for machines: `E_VALIDATION_ERROR`.'),
      request_id: as.nullable(as.text('Name it when you ask for help.')),
      errors: as.list(
        as.object({
          pointer: as.text('JSON pointer into the body, or `/` and the name of a parameter.'),
          message: as.text(),
        })
      ),
    },
    'RFC 9457.'
  ),
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
}

const responses = Object.fromEntries(
  Object.entries(PROBLEMS).map(([status, [name, description]]) => [
    name,
    {
      description: `${titleOf(Number(status))}: ${description}`,
      ...(status === '429'
        ? { headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } } }
        : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ])
)

/** What all endpoints share. */
export const COMPONENTS = {
  securitySchemes: {
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'wrn_…',
      description:
        'A key of the organization, made in Settings, API keys. Each operation names the scope that it asks for.',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Up to 255 visible ASCII characters of your choice, such as a UUID. The same request under the same key within 24 hours is carried out once and answered alike, with `Idempotency-Replayed: true`.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
  headers: {
    RateLimit: {
      description: 'Requests that remain (`r`) and seconds until the count begins anew (`t`).',
      schema: { type: 'string', examples: ['"default";r=599;t=60'] },
    },
    RateLimitPolicy: {
      description: 'Requests (`q`) in a window of seconds (`w`).',
      schema: { type: 'string', examples: ['"default";q=600;w=60'] },
    },
  },
  responses,
  schemas: {
    Problem: problem,
    Page: as.object({
      next: as.nullable(as.text('`cursor` of the next page; null on the last one.')),
      previous: as.nullable(as.text('`cursor` of the previous page; null on the first one.')),
      limit: as.integer('Records that fit on a page.'),
    }),
  },
}

import type { Planted } from '#tests/support/canary'

/**
 * What the matrix knows of the routes. A route that is not covered here fails
 * the matrix, so that every new one is thought about once.
 */
const KNOWN = `
GET /admin/campaigns
POST /admin/campaigns
GET /admin/campaigns/calendar
GET /admin/campaigns/:id
PUT /admin/campaigns/:id
DELETE /admin/campaigns/:id
GET /admin/campaigns/:id/edit
POST /admin/campaigns/:campaign_id/counts
POST /admin/campaigns/:campaign_id/template
GET /admin/campaigns/:campaign_id/preview
POST /admin/campaigns/:campaign_id/trials
POST /admin/campaigns/:campaign_id/approval-requests
POST /admin/campaigns/:campaign_id/approvals
POST /admin/campaigns/:campaign_id/launch
DELETE /admin/campaigns/:campaign_id/launch
POST /admin/campaigns/:campaign_id/pause
DELETE /admin/campaigns/:campaign_id/pause
POST /admin/campaigns/:campaign_id/cancellation
PUT /admin/campaigns/:campaign_id/doubts
PUT /admin/campaigns/:campaign_id/rate
POST /admin/campaigns/:campaign_id/winner
POST /admin/campaigns/:campaign_id/copies
POST /admin/campaigns/:campaign_id/resends
POST /admin/campaigns/:campaign_id/archival
DELETE /admin/campaigns/:campaign_id/archival
POST /admin/campaigns/:campaign_id/publication
DELETE /admin/campaigns/:campaign_id/publication
GET /admin/campaigns/:campaign_id/recipients
GET /admin/campaigns/:campaign_id/recipients/:id
GET /admin/campaigns/:campaign_id/export
GET /admin/settings/campaigns
PUT /admin/settings/campaigns
GET /newsletter
GET /newsletter.xml
GET /newsletter/:slug
GET /newsletter/:slug/mail
GET /t/v/:token
GET /
GET /account
PUT /account
POST /account/email
PUT /account/password
DELETE /account/sessions
DELETE /account/sessions/:id
GET /admin
GET /admin/deliverability
GET /admin/deliverability/audience
GET /admin/deliverability/dmarc
POST /admin/deliverability/dmarc
GET /admin/deliverability/export
POST /admin/bulk-actions
POST /admin/bulk-actions/:bulk_action_id/undo
GET /admin/choices/:key
GET /admin/companies
PUT /admin/companies/:company_id/cells/:key
GET /admin/companies/deleted
POST /admin/companies/restorations
GET /admin/contacts/deleted
GET /admin/contacts/pages
GET /admin/companies/pages
POST /admin/contacts/restorations
GET /admin/contacts
POST /admin/contacts
PUT /admin/contacts/:contact_id/cells/:key
GET /admin/contacts/:id
PUT /admin/contacts/:id
GET /admin/contacts/create
DELETE /admin/contacts/:id
POST /admin/contacts/:contact_id/restoration
POST /admin/contacts/:contact_id/emails
PUT /admin/contacts/:contact_id/emails/:id
DELETE /admin/contacts/:contact_id/emails/:id
POST /admin/contacts/:contact_id/phones
PUT /admin/contacts/:contact_id/phones/:id
DELETE /admin/contacts/:contact_id/phones/:id
POST /admin/contacts/:contact_id/companies
PUT /admin/contacts/:contact_id/companies/:id
DELETE /admin/contacts/:contact_id/companies/:id
POST /admin/contacts/:contact_id/tags
DELETE /admin/contacts/:contact_id/tags/:id
GET /admin/company_suggestions
GET /admin/companies/create
POST /admin/companies
GET /admin/companies/:id
PUT /admin/companies/:id
DELETE /admin/companies/:id
POST /admin/companies/:company_id/restoration
POST /admin/companies/:company_id/tags
DELETE /admin/companies/:company_id/tags/:id
GET /admin/settings/fields
POST /admin/settings/fields
PUT /admin/settings/fields/:id
POST /admin/settings/fields/:field_id/archival
DELETE /admin/settings/fields/:field_id/archival
PUT /admin/settings/field_orders/:entity
GET /admin/settings/tags
POST /admin/settings/tags
PUT /admin/settings/tags/:id
DELETE /admin/settings/tags/:id
POST /admin/settings/tags/:tag_id/merge
POST /admin/contacts/:contact_id/consents
GET /admin/contacts/suppressions
GET /admin/contacts/alike
GET /admin/contacts/duplicates
POST /admin/contacts/duplicates/scans
POST /admin/contacts/duplicates/runs
DELETE /admin/contacts/duplicates/runs/:id
POST /admin/contacts/duplicates/runs/:run_id/undo
DELETE /admin/contacts/duplicates/:duplicate_id/dismissal
POST /admin/contacts/duplicates/:duplicate_id/dismissal
GET /admin/contacts/merges
POST /admin/contacts/merges
GET /admin/contacts/merges/create
DELETE /admin/contacts/merges/:id
POST /admin/contacts/suppressions
DELETE /admin/contacts/suppressions/:id
PUT /admin/default-view
GET /admin/settings/mail-accounts
POST /admin/settings/mail-accounts
GET /admin/settings/mail-accounts/create
GET /admin/settings/mail-accounts/:id
PUT /admin/settings/mail-accounts/:id
PUT /admin/settings/mail-account-order
PUT /admin/settings/mail-accounts/:mail_account_id/secrets
POST /admin/settings/mail-accounts/:mail_account_id/tests
PUT /admin/settings/mail-accounts/:mail_account_id/state
DELETE /admin/settings/mail-accounts/:mail_account_id/breaker
GET /admin/settings/sending
PUT /admin/settings/sending
GET /admin/settings/bounces
PUT /admin/settings/bounces
DELETE /admin/settings/bounces
PUT /admin/settings/bounces/reading
POST /admin/settings/bounces/readings
POST /admin/settings/bounces/tests
POST /admin/settings/bounces/checks
POST /admin/settings/bounces/sandbox-records
GET /admin/settings/senders
POST /admin/settings/senders
PUT /admin/settings/senders/:id
PUT /admin/settings/senders/:sender_id/default
POST /admin/settings/senders/:sender_id/archival
DELETE /admin/settings/senders/:sender_id/archival
POST /admin/settings/sending-domains
GET /admin/settings/sending-domains/:id
PUT /admin/settings/sending-domains/:id
DELETE /admin/settings/sending-domains/:id
POST /admin/settings/sending-domains/:sending_domain_id/checks
POST /admin/settings/sending-domains/:sending_domain_id/sandbox-records
GET /admin/settings/topics
POST /admin/settings/topics
PUT /admin/settings/topics/:id
GET /admin/contacts/exports
POST /admin/contacts/exports
POST /admin/deals/exports
GET /admin/contacts/exports/:id
GET /admin/contacts/imports
POST /admin/contacts/imports
GET /admin/contacts/imports/:id
PUT /admin/contacts/imports/:id
POST /admin/contacts/imports/:import_id/checks
GET /admin/contacts/imports/:import_id/errors
POST /admin/contacts/imports/:import_id/fields
DELETE /admin/contacts/imports/:import_id/runs
POST /admin/contacts/imports/:import_id/runs
POST /admin/contacts/imports/:import_id/undos
GET /admin/courses
POST /admin/courses
DELETE /admin/courses/:course_id/archival
POST /admin/courses/:course_id/archival
POST /admin/courses/:course_id/enrolments
DELETE /admin/courses/:course_id/enrolments/:id
POST /admin/courses/:course_id/lessons
DELETE /admin/courses/:course_id/lessons/:id
PUT /admin/courses/:course_id/lessons/:id
GET /admin/courses/:course_id/lessons/:id/edit
POST /admin/courses/:course_id/lessons/:lesson_id/attachments
DELETE /admin/courses/:course_id/lessons/:lesson_id/attachments/:id
GET /admin/courses/:course_id/lessons/:lesson_id/attachments/:id
PUT /admin/courses/:course_id/lessons/:lesson_id/attachments/:id
POST /admin/courses/:course_id/modules
DELETE /admin/courses/:course_id/modules/:id
PUT /admin/courses/:course_id/modules/:id
PUT /admin/courses/:course_id/outline
PUT /admin/courses/:course_id/pricing
DELETE /admin/courses/:course_id/publication
POST /admin/courses/:course_id/publication
GET /admin/courses/:course_id/students
DELETE /admin/courses/:id
PUT /admin/courses/:id
GET /admin/courses/:id/edit
GET /admin/deals
POST /admin/deals
POST /admin/deals/:deal_id/contacts
DELETE /admin/deals/:deal_id/contacts/:id
PUT /admin/deals/:deal_id/lines
POST /admin/deals/:deal_id/moves
DELETE /admin/deals/:deal_id/outcome
POST /admin/deals/:deal_id/outcome
POST /admin/deals/:deal_id/restoration
DELETE /admin/deals/:id
GET /admin/deals/:id
PUT /admin/deals/:id
GET /admin/deals/cards
GET /admin/deals/choices
GET /admin/deals/forecast
GET /admin/deals/table
GET /admin/events
GET /admin/forms
POST /admin/forms
PUT /admin/forms/:id
DELETE /admin/forms/:id
GET /admin/forms/:id/edit
POST /admin/media/files
GET /admin/notifications
GET /admin/orders
GET /admin/orders/:id
POST /admin/orders/:order_id/receipts
POST /admin/orders/:order_id/refunds
GET /admin/pages
GET /admin/pages/:key
PUT /admin/pages/:key
GET /admin/products
POST /admin/products
PUT /admin/products/:id
GET /admin/products/:id/edit
DELETE /admin/products/:product_id/archival
POST /admin/products/:product_id/archival
DELETE /admin/products/:product_id/publication
POST /admin/products/:product_id/publication
GET /admin/search
PUT /admin/settings/deal-reasons
POST /admin/segment-counts
GET /admin/segments
POST /admin/segments
GET /admin/segments/:id
PUT /admin/segments/:id
GET /admin/segments/:id/edit
DELETE /admin/segments/:segment_id/archival
POST /admin/segments/:segment_id/archival
POST /admin/segments/:segment_id/contacts
DELETE /admin/segments/:segment_id/contacts/:id
POST /admin/segments/:segment_id/copies
GET /admin/segments/:segment_id/reasons/:id
GET /admin/segments/create
GET /admin/settings/api-keys
POST /admin/settings/api-keys
DELETE /admin/settings/api-keys/:id
GET /admin/settings/domains
POST /admin/settings/domains
DELETE /admin/settings/domains/:id
PUT /admin/settings/domains/:id
POST /admin/settings/invitations
DELETE /admin/settings/invitations/:id
GET /admin/settings/members
DELETE /admin/settings/members/:id
PUT /admin/settings/members/:id
DELETE /admin/settings/members/:id/suspension
POST /admin/settings/members/:id/suspension
GET /admin/settings/notifications
PUT /admin/settings/notifications
GET /admin/settings/organization
PUT /admin/settings/organization
DELETE /admin/settings/ownership
POST /admin/settings/ownership
PUT /admin/settings/ownership
GET /admin/settings/payments
POST /admin/settings/payments
DELETE /admin/settings/payments/:id
PUT /admin/settings/payments/:id
POST /admin/settings/payments/:id/check
GET /admin/settings/pipelines
POST /admin/settings/pipelines
DELETE /admin/settings/pipelines/:id
PUT /admin/settings/pipelines/:id
GET /admin/settings/roles
GET /admin/colleagues
POST /admin/notes
DELETE /admin/notes/:id
PUT /admin/notes/:id
DELETE /admin/notes/:note_id/pin
POST /admin/notes/:note_id/pin
GET /admin/record_choices
DELETE /admin/task_completions
POST /admin/task_completions
GET /admin/tasks
POST /admin/tasks
DELETE /admin/tasks/:id
PUT /admin/tasks/:id
DELETE /admin/tasks/:task_id/completion
POST /admin/tasks/:task_id/completion
GET /admin/messages
GET /admin/messages/:id
GET /admin/messages/:message_id/content
GET /admin/templates
POST /admin/templates
GET /admin/templates/brand
PUT /admin/templates/brand
GET /admin/templates/canvas
GET /admin/templates/create
PUT /admin/templates/:id
GET /admin/templates/:id/edit
POST /admin/templates/link-checks
GET /admin/templates/pictures
GET /admin/templates/readers
GET /admin/templates/starters/:key/preview
DELETE /admin/templates/:template_id/archival
POST /admin/templates/:template_id/archival
POST /admin/templates/:template_id/copies
DELETE /admin/templates/:template_id/draft
PUT /admin/templates/:template_id/draft
GET /admin/templates/:template_id/preview
POST /admin/templates/:template_id/preview
POST /admin/templates/:template_id/tests
GET /admin/templates/:template_id/versions
POST /admin/templates/:template_id/versions
POST /admin/templates/:template_id/versions/:version_id/restoration
GET /admin/timeline/:type/:id
GET /admin/timeline/:type/:id/tasks
POST /admin/views
DELETE /admin/views/:id
PUT /admin/views/:id
GET /api/docs
GET /api/openapi.json
GET /api/v1/campaigns
POST /api/v1/campaigns
DELETE /api/v1/campaigns/:id
GET /api/v1/campaigns/:id
PATCH /api/v1/campaigns/:id
POST /api/v1/campaigns/:id/cancel
POST /api/v1/campaigns/:id/launch
POST /api/v1/campaigns/:id/pause
POST /api/v1/campaigns/:id/resume
GET /api/v1/companies
POST /api/v1/companies
DELETE /api/v1/companies/:id
GET /api/v1/companies/:id
PATCH /api/v1/companies/:id
GET /api/v1/companies/:id/activities
PUT /api/v1/companies/:id/restoration
DELETE /api/v1/companies/:id/tags/:tag_id
PUT /api/v1/companies/:id/tags/:tag_id
GET /api/v1/conditions
GET /api/v1/contacts
POST /api/v1/contacts
DELETE /api/v1/contacts/:id
GET /api/v1/contacts/:id
PATCH /api/v1/contacts/:id
GET /api/v1/contacts/:id/activities
DELETE /api/v1/contacts/:id/companies/:company_id
PUT /api/v1/contacts/:id/companies/:company_id
GET /api/v1/contacts/:id/consent-states
GET /api/v1/contacts/:id/consents
POST /api/v1/contacts/:id/consents
DELETE /api/v1/contacts/:id/emails/:email_id
DELETE /api/v1/contacts/:id/phones/:phone_id
PUT /api/v1/contacts/:id/restoration
DELETE /api/v1/contacts/:id/tags/:tag_id
PUT /api/v1/contacts/:id/tags/:tag_id
POST /api/v1/contacts/batch
GET /api/v1/deal-reasons
GET /api/v1/deals
POST /api/v1/deals
DELETE /api/v1/deals/:id
GET /api/v1/deals/:id
PATCH /api/v1/deals/:id
GET /api/v1/deals/:id/activities
GET /api/v1/deals/:id/contacts
DELETE /api/v1/deals/:id/contacts/:contact_id
PUT /api/v1/deals/:id/contacts/:contact_id
GET /api/v1/deals/:id/lines
PUT /api/v1/deals/:id/lines
DELETE /api/v1/deals/:id/outcome
PUT /api/v1/deals/:id/outcome
PUT /api/v1/deals/:id/restoration
GET /api/v1/duplicates
DELETE /api/v1/duplicates/:id/dismissal
PUT /api/v1/duplicates/:id/dismissal
GET /api/v1/exports
POST /api/v1/exports
GET /api/v1/exports/:id
GET /api/v1/fields
POST /api/v1/fields
GET /api/v1/fields/:id
PATCH /api/v1/fields/:id
DELETE /api/v1/fields/:id/archival
PUT /api/v1/fields/:id/archival
GET /api/v1/forms
POST /api/v1/forms/:id/submissions
GET /api/v1/imports
POST /api/v1/imports
GET /api/v1/imports/:id
PUT /api/v1/imports/:id/check
GET /api/v1/imports/:id/errors
PUT /api/v1/imports/:id/reading
DELETE /api/v1/imports/:id/run
PUT /api/v1/imports/:id/run
PUT /api/v1/imports/:id/undo
GET /api/v1/merges
POST /api/v1/merges
DELETE /api/v1/merges/:id
GET /api/v1/merges/:id
GET /api/v1/messages
POST /api/v1/messages
GET /api/v1/messages/:id
POST /api/v1/messages/batch
GET /api/v1/notes
POST /api/v1/notes
DELETE /api/v1/notes/:id
GET /api/v1/notes/:id
PATCH /api/v1/notes/:id
GET /api/v1/pipelines
POST /api/v1/pipelines
DELETE /api/v1/pipelines/:id
GET /api/v1/pipelines/:id
PUT /api/v1/pipelines/:id
GET /api/v1/segments
POST /api/v1/segments
GET /api/v1/segments/:id
PATCH /api/v1/segments/:id
DELETE /api/v1/segments/:id/archival
PUT /api/v1/segments/:id/archival
GET /api/v1/segments/:id/contacts
POST /api/v1/segments/:id/contacts
DELETE /api/v1/segments/:id/contacts/:contact_id
GET /api/v1/segments/count
GET /api/v1/suppressions
POST /api/v1/suppressions
DELETE /api/v1/suppressions/:id
GET /api/v1/suppressions/:id
GET /api/v1/tags
POST /api/v1/tags
DELETE /api/v1/tags/:id
GET /api/v1/tags/:id
PATCH /api/v1/tags/:id
GET /api/v1/tasks
POST /api/v1/tasks
DELETE /api/v1/tasks/:id
GET /api/v1/tasks/:id
PATCH /api/v1/tasks/:id
DELETE /api/v1/tasks/:id/completion
PUT /api/v1/tasks/:id/completion
GET /api/v1/topics
POST /api/v1/topics
GET /api/v1/topics/:id
PATCH /api/v1/topics/:id
GET /api/v1/views
POST /checkout
GET /checkout/free/:product
POST /checkout/free/:product
GET /checkout/problem/:product
GET /checkout/return/:order
POST /checkout/return/:order/enter
GET /checkout/return/:order/status
GET /confirm/:token
POST /confirm/:token
GET /courses
GET /courses/:slug
GET /courses/:slug/preview/:lesson
GET /email/change/:token
PUT /email/change/:token
POST /email/verify
GET /email/verify/:token
PUT /email/verify/:token
GET /forms/:slug
POST /forms/:slug
GET /forms/:slug/embed
POST /forms/:slug/embed
POST /forms/:slug/entries
GET /health/live
GET /health/ready
GET /imprint
GET /invitations/:token
POST /invitations/:token
GET /learn
GET /learn/courses/:course/lessons/:lesson
GET /learn/courses/:course/lessons/:lesson/attachments/:id
DELETE /learn/courses/:course/lessons/:lesson/completion
POST /learn/courses/:course/lessons/:lesson/completion
GET /learn/courses/:slug
GET /learn/links/:token
POST /learn/links/:token
GET /learn/login
POST /learn/login/link
POST /learn/logout
GET /live
GET /login
POST /login
POST /logout
GET /media/:id/:variant?
GET /media/private/:token
GET /metrics
GET /notifications
POST /notifications/reads
POST /organizations
PUT /organizations/active
GET /organizations/create
GET /password/forgot
POST /password/forgot
GET /password/reset/:token
PUT /password/reset/:token
GET /privacy
GET /products
GET /products/:slug
GET /robots.txt
GET /signup
POST /signup
GET /signup/sent
GET /sitemap.xml
GET /u
POST /u
GET /u/:token
POST /u/:token
GET /u/:token/preferences
POST /u/:token/preferences
POST /webhooks/stripe/:account
POST /webhooks/:provider/:account
`

export function knownRoutes(): Set<string> {
  return new Set(KNOWN.trim().split('\n'))
}

/** Routes that an organization's own host answers; the others are the install's. */
export const SITE_ROUTE =
  /^\/($|courses|products|checkout|learn|privacy|imprint|sitemap\.xml|robots\.txt|forms|confirm|newsletter|t\/v|u(\/|$))/

/** Routes that the matrix does not call with people's sessions, with the reason. */
export const EXCEPTIONS: Record<string, string> = {
  'POST /logout': 'would end the actor’s session',
  'POST /learn/logout': 'would end the actor’s session',
  'DELETE /account/sessions': 'would end sessions of the actor; of nobody else',
  'PUT /account/password': 'would end sessions of the actor; of nobody else',
  'GET /live': 'never ends; its channels have tests of their own',
  'GET /metrics': 'numbers of the install, without names',
  'DELETE /admin/settings/members/:id':
    'would end memberships of the actors; foreign ids are tried in a test of its own',
  'PUT /admin/settings/members/:id':
    'would change roles of the actors; foreign ids are tried in a test of its own',
  'POST /admin/settings/members/:id/suspension':
    'would suspend the actors; foreign ids are tried in a test of its own',
}

/** The last path segment before a parameter tells which table its id is of. */
const TABLES: Record<string, string> = {
  'sessions': 'users',
  'bulk-actions': 'bulk_actions',
  'views': 'views',
  'contacts': 'contacts',
  'exports': 'exports',
  'imports': 'imports',
  'api-keys': 'api_keys',
  'emails': 'contact_emails',
  'phones': 'contact_phones',
  'tags': 'tags',
  'companies': 'companies',
  'fields': 'custom_fields',
  'courses': 'courses',
  'deals': 'deals',
  'pipelines': 'pipelines',
  'segments': 'segments',
  'reasons': 'contacts',
  'notes': 'notes',
  'tasks': 'tasks',
  'timeline': 'contacts',
  'lessons': 'lessons',
  'modules': 'course_modules',
  'attachments': 'lesson_attachments',
  'enrolments': 'course_enrolments',
  'orders': 'orders',
  'products': 'products',
  'domains': 'organization_hosts',
  'invitations': 'invitations',
  'members': 'memberships',
  'payments': 'provider_accounts',
  'free': 'products',
  'problem': 'products',
  'return': 'orders',
  'media': 'files',
  'stripe': 'provider_accounts',
  'suppressions': 'suppressions',
  'duplicates': 'duplicate_pairs',
  'merges': 'merges',
  'runs': 'merge_runs',
  'topics': 'topics',
  'messages': 'messages',
  'templates': 'mail_templates',
  'versions': 'mail_template_versions',
  'senders': 'senders',
  'sending-domains': 'sending_domains',
  'mail-accounts': 'mail_accounts',
  'webhooks': 'mail_accounts',
  'forms': 'signup_forms',
  'campaigns': 'campaigns',
  'recipients': 'contacts',
}

/** Values that are no ids of rows. */
function plain(segment: string, name: string, owner: Planted): string | null {
  if (name === ':token') return `CANARYTOKEN${'x'.repeat(30)}`
  if (name === ':key') return 'home'
  if (name === ':provider') return 'resend'
  if (name === ':type' || name === ':entity') return 'contact'
  if (name === ':variant?') return 'w640'
  if (name === ':slug' && segment === 'forms') return `canary-form-${owner.letter.toLowerCase()}`
  if (name === ':slug' && segment === 'newsletter')
    return `canary-letter-${owner.letter.toLowerCase()}`
  if (name === ':slug' && segment === 'products')
    return `canary-product-${owner.letter.toLowerCase()}`
  if (name === ':slug' || name === ':course') return `canary-course-${owner.letter.toLowerCase()}`
  if (name === ':lesson') return 'canary-lesson'
  return null
}

export type Parameter = {
  /** Whether it names a row of an organization; tokens and keys do not. */
  isId: boolean
  of(owner: Planted): string
}

/** For each parameter of a pattern, what it is filled with for an organization. Throws for one it does not know. */
export function parametersOf(pattern: string): Parameter[] {
  const segments = pattern.split('/')
  return segments.flatMap((name, index) => {
    if (!name.startsWith(':')) return []
    const segment = segments
      .slice(0, index)
      .reverse()
      .find((one) => !one.startsWith(':'))!
    return [
      {
        isId: ![':token', ':key', ':provider', ':type', ':entity', ':variant?'].includes(name),
        of: (owner: Planted) => {
          const value = plain(segment, name, owner) ?? owner.ids[TABLES[segment]]
          if (!value) throw new Error(`The matrix does not know what ${name} of ${pattern} is`)
          return value
        },
      },
    ]
  })
}

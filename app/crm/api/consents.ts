import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import { endpoint, one, page } from '#core/api/endpoint'
import { InvalidRequest } from '#core/api/invalid_request'
import { moment } from '#core/api/moment'
import { pageValidator, shapeValidator } from '#core/api/parameters'
import { clock } from '#core/clock/clock'
import { consentResource, consentStates } from '#crm/api/consent_resources'
import { CHANNELS } from '#crm/consent'
import { recordSaid } from '#crm/consent_section'
import Contact from '#crm/models/contact'
import { consentLine, consentPage } from '#crm/queries/api/consent_search'
import { addressesOf, consentStatesOf } from '#crm/queries/consents'

const group = 'Consent'
const path = '/contacts/:id/consents'

export const listConsents = endpoint({
  name: 'consents.list',
  method: 'GET',
  path,
  group,
  summary: 'List what a contact agreed to and refused',
  description:
    'The ledger, the last line first, with what was written for contacts that were merged into this one. Lines are added and never changed.',
  scope: 'contacts:read',
  query: pageValidator,
  answer: page(consentResource),
  async handle({ params, query }) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    return consentPage(contact.id, query)
  },
})

export const listStates = endpoint({
  name: 'consents.states',
  method: 'GET',
  path: '/contacts/:id/consent-states',
  group,
  summary: 'List what holds now for a contact',
  description:
    'One for each channel and topic about which something was said. `suppressed` has the addresses that are held back all the same: they bounced, complained, unsubscribed or were taken off by hand.',
  scope: 'contacts:read',
  query: shapeValidator,
  answer: consentStates,
  async handle({ params }) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    const [states, addresses] = await Promise.all([
      consentStatesOf(contact.id),
      addressesOf(contact.id),
    ])
    const suppressed = addresses.flatMap(({ address, suppressions }) =>
      suppressions.map(({ channel, scope, reason, expiresAt }) => ({
        ...{ address, channel, scope, reason },
        expires_at: expiresAt && DateTime.fromISO(expiresAt).toUTC().toISO(),
      }))
    )
    return { states, suppressed }
  },
})

export const recordConsent = endpoint({
  name: 'consents.record',
  method: 'POST',
  path,
  group,
  summary: 'Write down a consent or a refusal',
  description:
    'About one address of the contact’s; the primary one on the channel when none is named. A grant needs a proof, or it would count for nothing where the person refused. Refusing all marketing suppresses the addresses on that channel.',
  scope: 'contacts:update',
  query: shapeValidator,
  body: vine.create({
    channel: vine.enum(CHANNELS),
    topic_id: vine
      .string()
      .uuid()
      .nullable()
      .optional()
      .meta({ description: 'Null or left out: all marketing on the channel.' }),
    address: vine.string().trim().maxLength(254).nullable().optional().meta({
      description:
        'One of the contact’s e-mail addresses, or of its numbers with the country code, as the channel goes.',
    }),
    state: vine.enum(['granted', 'pending', 'denied'] as const).meta({
      description: '`pending` awaits a confirmation, and takes no grant away.',
    }),
    source: vine
      .string()
      .trim()
      .regex(/^[a-z0-9_]{1,40}$/)
      .optional()
      .meta({
        description:
          'Where it was said: `form`, `preferences`, `import`; `api` by default. What an import says is the weakest word. `staff` is kept for people.',
      }),
    wording: vine
      .string()
      .trim()
      .minLength(3)
      .maxLength(2000)
      .meta({ description: 'The words that the person agreed to or refused.' }),
    proof: vine
      .object({})
      .allowUnknownProperties()
      .optional()
      .meta({ description: 'What shows it later: `{"ip": "…", "page": "…"}`. Up to 20 entries.' }),
    occurred_at: moment('Now by default, and never later than now.'),
  }),
  answer: { ...one(consentResource), status: 201, description: 'The line of the ledger.' },
  problems: {
    422: 'the body is not valid, the contact does not have the address, or a grant is too weak to take back a refusal.',
  },
  async handle({ params, body, trx }) {
    const { topic_id: topicId, occurred_at: at, proof = {}, source = 'api', ...said } = body
    refuseWeak(said.state, source, proof)
    const occurredAt = at ? DateTime.fromISO(at) : undefined
    if (occurredAt && occurredAt > clock.now()) {
      throw new InvalidRequest([{ field: 'occurred_at', message: 'This is still to come' }])
    }
    const contact = await Contact.query({ client: trx }).where('id', params.id).firstOrFail()
    const id = await recordSaid(contact, { ...said, topicId, proof, source, occurredAt }, trx)
    return consentLine(contact.id, id, trx)
  },
})

const MOST_PROOF = 4000

function refuseWeak(state: string, source: string, proof: Record<string, unknown>): void {
  if (source === 'staff') {
    const message = 'A program does not speak for the staff'
    throw new InvalidRequest([{ field: 'source', message }])
  }
  if (Object.keys(proof).length > 20 || JSON.stringify(proof).length > MOST_PROOF) {
    throw new InvalidRequest([{ field: 'proof', message: 'This is more than a proof needs' }])
  }
  if (state === 'granted' && source !== 'import' && Object.keys(proof).length === 0) {
    const message = 'Say what shows the consent later'
    throw new InvalidRequest([{ field: 'proof', message }])
  }
}

import vine, { errors } from '@vinejs/vine'
import { endpoint, object } from '#core/api/endpoint'
import type { Fault } from '#core/api/invalid_request'
import { CHECKED_ALONE, schemaOf, unknownFields } from '#core/api/json_schema'
import { as } from '#core/api/schemas'
import { pointerTo, type FieldFault } from '#core/http/problem'
import { writeContacts } from '#crm/api/contact_acts'
import { type ContactBody, createContactBody } from '#crm/api/contact_body'
import type { Match, Outcome, Owners } from '#crm/api/contact_writer'
import type { ContactWish } from '#crm/api/contact_wish'

const MATCHES = ['email', 'external_id'] as const
type MatchBy = (typeof MATCHES)[number]

const rowSchema = schemaOf(createContactBody)
const MOST = 1000

const answer = as.object({
  created: as.integer(),
  updated: as.integer(),
  unchanged: as.integer(),
  failed: as.integer(),
  results: as.list(
    {
      ...as.object({
        index: as.integer('Position in `contacts`, from 0.'),
        status: as.oneOf(['created', 'updated', 'unchanged', 'failed']),
        id: as.id('Of the contact; not there where it failed.'),
        errors: as.list(
          as.object({ pointer: as.text('JSON pointer into this contact.'), message: as.text() })
        ),
      }),
      required: ['index', 'status'],
    },
    'One for each contact, in their order.'
  ),
})

export const upsertContacts = endpoint({
  name: 'contacts.batch',
  method: 'POST',
  path: '/contacts/batch',
  group: 'Contacts',
  summary: 'Make or change many contacts',
  description:
    'Up to 1,000 at once. Each is matched by its address or its external id: whoever is there is changed, whoever is not is made. What is left out stays as it is. Contacts that are not valid fail alone, and say why.',
  scope: 'contacts:create',
  alsoScopes: ['contacts:update'],
  body: vine.create({
    match: vine
      .enum(MATCHES)
      .optional()
      .meta({ description: 'What tells who is who: `email` by default.' }),
    contacts: vine
      .array(vine.any())
      .minLength(1)
      .maxLength(MOST)
      .meta({ items: { ...rowSchema, [CHECKED_ALONE]: true } as never }),
  }),
  answer: object<Summary>('What became of each.', answer),
  async handle({ body: { match = 'email', contacts }, caller, trx }) {
    const read = await Promise.all(contacts.map((contact, index) => check(contact, index)))
    const good = read.flatMap((one) => ('body' in one ? one : []))
    const written = await writeContacts(good, caller, trx, (wish, owners) =>
      choose(match, wish, owners)
    )
    const bad = read.flatMap((one) =>
      'faults' in one ? [{ ...one, state: 'failed' as const }] : []
    )
    return summary([...written, ...bad])
  },
})

type Checked = { index: number; body: ContactBody } | { index: number; faults: Fault[] }

/** One contact by itself: what is wrong with it is its own affair. */
async function check(contact: unknown, index: number): Promise<Checked> {
  const faults = unknownFields(rowSchema, contact)
  if (faults.length > 0) return { index, faults }
  try {
    return { index, body: await createContactBody.validate(contact) }
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    return { index, faults: error.messages as Fault[] }
  }
}

function choose(by: MatchBy, { primaryEmail, columns }: ContactWish, owners: Owners): Match {
  const key = by === 'email' ? primaryEmail : columns.external_id
  if (!key)
    return { id: null, faults: [{ field: by, message: `Contacts are matched by ${by} here` }] }
  const owner = by === 'email' ? owners.ofEmail.get(key) : owners.ofExternalId.get(key)
  return { id: owner ?? null }
}

type Summary = Record<'created' | 'updated' | 'unchanged' | 'failed', number> & {
  results: { index: number; status: Outcome['state']; id?: string; errors?: FieldFault[] }[]
}

function summary(outcomes: Outcome[]): Summary {
  const counted = { created: 0, updated: 0, unchanged: 0, failed: 0 }
  const results = outcomes
    .sort((one, other) => one.index - other.index)
    .map((outcome) => {
      counted[outcome.state]++
      const { index, state: status } = outcome
      if (outcome.state !== 'failed') return { index, status, id: outcome.id }
      const told = outcome.faults.map(({ field, message }) => ({
        pointer: field ? pointerTo(field) : '',
        message,
      }))
      return { index, status, errors: told }
    })
  return { ...counted, results }
}

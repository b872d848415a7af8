import type { Answer } from '#core/api/endpoint'
import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { suppressed } from '#crm/api/suppressed'
import { CHANNELS } from '#crm/consent'
import type SuppressionEntry from '#crm/models/suppression_entry'
import type Topic from '#crm/models/topic'
import { consentAddresses, type ConsentRow, consentsInForce } from '#crm/queries/api/consent_search'
import type { consentStatesOf } from '#crm/queries/consents'
import { REASONS } from '#crm/suppression'

const { nullable } = as

const STATES = ['granted', 'pending', 'denied']
const topicId = as.id('Null: all marketing on the channel.')

export const consentResource = new ApiResource<ConsentRow>(
  'Consent',
  'A line of the ledger: what somebody agreed to or refused.',
  {
    id: field(as.integer(), (line) => line.id),
    contact_id: field(
      as.id('Of the contact then, who may have been merged since.'),
      (line) => line.contact_id
    ),
    channel: field(as.oneOf(CHANNELS), (line) => line.channel),
    address: loaded(
      nullable(as.text('What it was said for. Null when the contact does not have it any more.')),
      async (lines, client) => {
        const addresses = await consentAddresses(
          lines.map(({ id }) => id),
          client
        )
        return ({ id }) => addresses.get(id) ?? null
      }
    ),
    topic_id: field(nullable(topicId), (line) => line.topic_id),
    state: field(as.oneOf(STATES), (line) => line.state),
    source: field(as.text('Where it was said.'), (line) => line.source),
    wording: field(nullable(as.text()), (line) => line.wording),
    proof: field(as.map('What shows it.'), (line) => line.proof),
    in_force: loaded(as.boolean('Whether this line decides now.'), async (lines, client) => {
      const deciding = await consentsInForce(
        lines.map(({ id }) => id),
        client
      )
      return ({ id }) => deciding.has(id)
    }),
    occurred_at: field(as.time(), (line) => line.occurred_at.toISOString()),
  }
)

type State = Awaited<ReturnType<typeof consentStatesOf>>[number]

export const consentStateResource = new ApiResource<State>(
  'ConsentState',
  'What holds now for a contact on a channel, for a topic or for all marketing.',
  {
    channel: field(as.oneOf(CHANNELS), (state) => state.channel),
    topic_id: field(nullable(topicId), (state) => state.topicId),
    state: field(as.oneOf(STATES), (state) => state.state),
    source: field(as.text(), (state) => state.source),
    consent_id: field(
      as.integer('The line of the ledger that decides.'),
      (state) => state.consentId
    ),
    occurred_at: field(as.time(), (state) => state.occurredAt.toISOString()),
  }
)

type Suppressed = Record<string, unknown>

/** What holds now, and beside it the addresses that nothing is sent to. */
export const consentStates: Answer<{ states: State[]; suppressed: Suppressed[] }> = {
  status: 200,
  description: 'All ConsentState records, and the addresses that have opted out.',
  schema: as.object({
    data: as.list(consentStateResource.ref),
    suppressed: as.list(
      as.object({ address: as.text(), ...suppressed }),
      'Addresses of the contact that are held back on the channel now, whatever was agreed.'
    ),
  }),
  resource: consentStateResource as ApiResource<never>,
  render: async ({ states, suppressed: held }, selection, client) => ({
    data: await consentStateResource.render(states, selection, client),
    suppressed: held,
  }),
}

export const topicResource = new ApiResource<Topic>(
  'Topic',
  'Something that people agree to hear about.',
  {
    id: field(as.id(), (topic) => topic.id),
    key: field(as.text('It never changes.'), (topic) => topic.key),
    name: field(as.text(), (topic) => topic.name),
    description: field(nullable(as.text()), (topic) => topic.description),
    double_opt_in: field(
      as.boolean('Whether a consent is confirmed by mail.'),
      (topic) => topic.doubleOptIn
    ),
    is_default: field(
      as.boolean('Whether consent to all marketing covers it.'),
      (topic) => topic.isDefault
    ),
    tracks_opens: field(
      as.boolean('Whether it is known who opens its mails.'),
      (topic) => topic.tracksOpens
    ),
    tracks_clicks: field(
      as.boolean('Whether it is known who follows links in its mails.'),
      (topic) => topic.tracksClicks
    ),
    archived_at: field(nullable(as.time()), (topic) => topic.archivedAt?.toISO() ?? null),
  }
)

export const suppressionResource = new ApiResource<SuppressionEntry>(
  'Suppression',
  'An address that is not written to. It is kept by its hash and belongs to no contact.',
  {
    id: field(as.id(), (entry) => entry.id),
    channel: field(as.oneOf(CHANNELS), (entry) => entry.channel),
    hint: field(
      nullable(as.text('What a person may recognize it by: `a…@example.com`.')),
      (entry) => entry.hint
    ),
    reason: field(as.oneOf(REASONS), (entry) => entry.reason),
    scope: field(
      as.oneOf(['all', 'marketing'], '`all` keeps receipts and log-in links back too.'),
      (entry) => entry.scope
    ),
    source: field(as.text(), (entry) => entry.source),
    note: field(nullable(as.text()), (entry) => entry.note),
    expires_at: field(nullable(as.time()), (entry) => entry.expiresAt?.toISO() ?? null),
    created_at: field(as.time(), (entry) => entry.createdAt.toISO()),
  }
)

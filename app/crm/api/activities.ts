import vine from '@vinejs/vine'
import { endpoint, page } from '#core/api/endpoint'
import { pageParameters, DEFAULT_LIMIT } from '#core/api/parameters'
import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { timelineStories } from '#core/registry/timeline_stories'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import Deal from '#crm/models/deal'
import { timelinePage, type TimelineRow } from '#crm/queries/timeline_page'
import { READ_PERMISSION, type TargetType } from '#crm/targets'
import { kindsFor, TIMELINE_GROUPS } from '#crm/timeline_groups'
import { timelineSentences } from '#crm/timeline_lines'

const { nullable } = as

const activityResource = new ApiResource<TimelineRow>(
  'Activity',
  'Something that happened, anywhere in the house.',
  {
    id: field(as.integer(), (row) => row.id),
    kind: field(as.text('Type of the event: `deal.won`.'), (row) => row.kind),
    text: loaded(as.text('In a sentence.'), async (rows) => {
      const sentences = await timelineSentences(rows)
      return ({ id }) => sentences.get(id)
    }),
    contact_id: field(nullable(as.id('Whom it concerns.')), (row) => row.contactId),
    subject: field(
      nullable(as.object({ type: as.text(), id: as.id() }, 'What it happened to.')),
      ({ subjectType: type, subjectId: id }) => (type && id ? { type, id } : null)
    ),
    actor: field(
      as.object({
        type: as.text('Who did it: `user`, `client`, `key`, `automation` or `system`.'),
        id: nullable(as.id()),
      }),
      ({ actorType: type, actorId: id }) => ({ type, id })
    ),
    // What is told by its label alone has no words for its details.
    data: field(as.map('Details, which depend on the kind.'), ({ kind, payload }) =>
      timelineStories.get(kind) ? payload : {}
    ),
    occurred_at: field(as.time(), (row) => row.at),
  }
)

const RECORDS = {
  contact: { model: Contact, path: 'contacts', group: 'Contacts' },
  company: { model: Company, path: 'companies', group: 'Companies' },
  deal: { model: Deal, path: 'deals', group: 'Deals' },
} as const

function timelineOf(type: TargetType) {
  const { model, path, group } = RECORDS[type]
  return endpoint({
    name: `${path}.activities`,
    method: 'GET',
    path: `/${path}/:id/activities`,
    group,
    summary: `List what happened with a ${type}, the newest first`,
    description:
      'What belongs to orders, deals, mails and so on is there as far as the key’s scopes allow. Pages go back in time alone: `page.previous` is always null.',
    scope: READ_PERMISSION[type],
    usefulScopes: TIMELINE_GROUPS.map(({ permission }) => permission),
    query: vine.create({
      group: vine.enum(TIMELINE_GROUPS.map(({ key }) => key)).optional(),
      kind: vine
        .string()
        .maxLength(1000)
        .optional()
        .meta({ description: 'Comma-separated types of events: `deal.won,deal.lost`.' }),
      ...pageParameters,
    }),
    answer: page(activityResource),
    async handle({ params, query: { group: wanted, kind, cursor, limit }, caller }) {
      await model.query().where('id', params.id).firstOrFail()
      const allowed = kindsFor(caller, wanted ?? null)
      const { rows, next } = await timelinePage({
        target: { type, id: params.id },
        kinds: kind ? chosen(kind, allowed) : allowed,
        cursor,
        perPage: limit ?? DEFAULT_LIMIT,
      })
      return { rows, next, previous: null }
    },
  })
}

/** Of the kinds that are asked for those that may be seen; `allowed` null is every one. */
function chosen(text: string, allowed: string[] | null): string[] {
  const kinds = new Set(text.split(',').map((kind) => kind.trim()))
  return [...kinds].filter((kind) => kind && (!allowed || allowed.includes(kind))).slice(0, 50)
}

export const contactActivities = timelineOf('contact')
export const companyActivities = timelineOf('company')
export const dealActivities = timelineOf('deal')

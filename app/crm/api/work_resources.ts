import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import type Deal from '#crm/models/deal'
import type Note from '#crm/models/note'
import type Pipeline from '#crm/models/pipeline'
import type Segment from '#crm/models/segment'
import type Task from '#crm/models/task'
import { contactResource, companyResource, owner } from '#crm/api/resources'
import { loadCompanies, loadContacts } from '#crm/queries/api/loading'
import { linksOf, NOTE_LINKS, TASK_LINKS, type LinkTable } from '#crm/queries/target_links'
import { TARGET_TYPES } from '#crm/targets'

const { nullable } = as

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const

export const dealResource = new ApiResource<Deal>(
  'Deal',
  'Business that may come about.',
  {
    id: field(as.id(), (deal) => deal.id),
    title: field(as.text(), (deal) => deal.title),
    status: field(as.oneOf(['open', 'won', 'lost']), (deal) => deal.status),
    amount: field(
      as.object({ minor: as.integer('In the smallest unit.'), currency: as.text('ISO 4217.') }),
      (deal) => ({ minor: deal.amountMinor, currency: deal.currency })
    ),
    amount_follows_lines: field(
      as.boolean('Whether the amount is the sum of its lines.'),
      (deal) => deal.amountFollowsLines
    ),
    pipeline_id: field(as.id(), (deal) => deal.pipelineId),
    stage_id: field(as.id(), (deal) => deal.stageId),
    contact_id: field(nullable(as.id('The primary contact.')), (deal) => deal.contactId),
    company_id: field(nullable(as.id()), (deal) => deal.companyId),
    owner_id: field(nullable(as.id('User id of a member.')), (deal) => deal.ownerId),
    expected_close_on: field(
      nullable(as.day()),
      (deal) => deal.expectedCloseOn?.toISODate() ?? null
    ),
    reason_id: field(nullable(as.id('Why it was won or lost.')), (deal) => deal.reasonId),
    outcome_note: field(nullable(as.text()), (deal) => deal.outcomeNote),
    external_id: field(
      nullable(as.text('Your own id of this deal, unique in the organization.')),
      (deal) => deal.externalId
    ),
    source: field(as.text(), (deal) => deal.source),
    custom: field(as.map('Values of custom fields by their key.'), (deal) => deal.custom ?? {}),
    stage_entered_at: field(as.time(), (deal) => deal.stageEnteredAt.toISO()),
    closed_at: field(nullable(as.time()), (deal) => deal.closedAt?.toISO() ?? null),
    created_at: field(as.time(), (deal) => deal.createdAt.toISO()),
    updated_at: field(as.time(), (deal) => deal.updatedAt.toISO()),
  },
  {
    owner,
    contact: loaded(nullable(contactResource.ref), async (deals, client) => {
      const of = await loadContacts(
        deals.map(({ contactId }) => contactId),
        client
      )
      return ({ contactId }) => of(contactId)
    }),
    company: loaded(nullable(companyResource.ref), async (deals, client) => {
      const of = await loadCompanies(
        deals.map(({ companyId }) => companyId),
        client
      )
      return ({ companyId }) => of(companyId)
    }),
  }
)

export const pipelineResource = new ApiResource<Pipeline>('Pipeline', 'A way that deals go.', {
  id: field(as.id(), (pipeline) => pipeline.id),
  name: field(as.text(), (pipeline) => pipeline.name),
  stages: field(
    as.list(
      as.object({
        id: as.id(),
        name: as.text(),
        probability: as.integer('Percent.'),
        rotting_days: nullable(as.integer('Days after which a deal has stood here for too long.')),
        required_fields: as.list(as.text()),
      }),
      'In their order.'
    ),
    (pipeline) =>
      pipeline.stages.map(({ id, name, probability, rottingDays, requiredFields }) => ({
        id,
        name,
        probability,
        rotting_days: rottingDays,
        required_fields: requiredFields,
      }))
  ),
  created_at: field(as.time(), (pipeline) => pipeline.createdAt.toISO()),
  updated_at: field(as.time(), (pipeline) => pipeline.updatedAt.toISO()),
})

/** The records on which something hangs. */
function links<T extends { id: string }>(table: LinkTable) {
  const target = as.object({ type: as.oneOf(TARGET_TYPES), id: as.id() })
  return loaded<T>(as.list(target, 'The records that it is about.'), async (rows, client) => {
    const of = await linksOf(
      table,
      rows.map(({ id }) => id),
      client
    )
    return ({ id }) => (of.get(id) ?? []).map((link) => ({ type: link.type, id: link.id }))
  })
}

export const taskResource = new ApiResource<Task>('Task', 'Something that somebody has to do.', {
  id: field(as.id(), (task) => task.id),
  title: field(as.text(), (task) => task.title),
  description: field(nullable(as.text()), (task) => task.description),
  priority: field(as.oneOf(PRIORITIES), (task) => task.priority),
  assignee_id: field(nullable(as.id('User id of a member.')), (task) => task.assigneeId),
  due_on: field(nullable(as.day()), (task) => task.dueOn?.toISODate() ?? null),
  due_time: field(
    nullable(as.text('`HH:mm` in `time_zone`; null for the whole day.')),
    (task) => task.dueTime
  ),
  time_zone: field(as.text('IANA name.'), (task) => task.timeZone),
  due_at: field(
    nullable(as.time('The moment from which it is late.')),
    (task) => task.dueAt?.toISO() ?? null
  ),
  remind_before: field(
    nullable(as.integer('Minutes before it is due.')),
    (task) => task.remindBefore
  ),
  repeat: field(
    nullable(
      as.object(
        {
          every: as.oneOf(['day', 'week', 'month', 'year']),
          interval: as.integer(),
          weekdays: nullable(as.list(as.integer(), '1 is Monday.')),
        },
        'How the next one follows.'
      )
    ),
    ({ schedule: { repeat } }) =>
      repeat && {
        every: repeat.every,
        interval: repeat.interval,
        weekdays: repeat.weekdays ?? null,
      }
  ),
  links: links<Task>(TASK_LINKS),
  completed_at: field(nullable(as.time()), (task) => task.completedAt?.toISO() ?? null),
  created_at: field(as.time(), (task) => task.createdAt.toISO()),
  updated_at: field(as.time(), (task) => task.updatedAt.toISO()),
})

export const noteResource = new ApiResource<Note>('Note', 'What somebody wrote down.', {
  id: field(as.id(), (note) => note.id),
  body_html: field(as.text('Rich text, sanitised.'), (note) => note.bodyHtml),
  body_text: field(as.text('The same without marks.'), (note) => note.bodyText),
  author_id: field(
    nullable(as.id('User id; null where a program wrote it.')),
    (note) => note.authorId
  ),
  is_pinned: field(as.boolean(), (note) => note.pinnedAt !== null),
  links: links<Note>(NOTE_LINKS),
  created_at: field(as.time(), (note) => note.createdAt.toISO()),
  updated_at: field(as.time(), (note) => note.updatedAt.toISO()),
})

export const segmentResource = new ApiResource<Segment>(
  'Segment',
  'Contacts who fit conditions, or who were put on a list.',
  {
    id: field(as.id(), (segment) => segment.id),
    name: field(as.text(), (segment) => segment.name),
    kind: field(
      as.oneOf(['dynamic', 'static'], 'Dynamic: by conditions. Static: a list.'),
      (segment) => segment.kind
    ),
    summary: field(as.text('Its conditions in words.'), (segment) => segment.summary),
    definition: field(as.map('A tree of conditions.'), (segment) => segment.definition),
    member_count: field(as.integer(), (segment) => segment.memberCount),
    count_state: field(
      as.oneOf(['exact', 'estimate', 'building'], 'How much `member_count` is worth.'),
      (segment) => segment.countState
    ),
    problem: field(
      nullable(
        as.text('Why its conditions cannot be asked any more; nobody enters or leaves then.')
      ),
      (segment) => segment.problem
    ),
    archived_at: field(nullable(as.time()), (segment) => segment.archivedAt?.toISO() ?? null),
    created_at: field(as.time(), (segment) => segment.createdAt.toISO()),
    updated_at: field(as.time(), (segment) => segment.updatedAt.toISO()),
  }
)

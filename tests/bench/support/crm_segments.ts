import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import type { ConditionTree } from '#crm/conditions/tree'
import { percentile } from './measurement.js'
import { type Statement, statementsOf } from './statements.js'

/** A shape of segment as the field asks for them, and its count written by hand (`$1` is the organization). */
export type Shape = { name: string; tree: ConditionTree; twin: Statement }
export type SegmentCase = { name: string; ours: Statement[]; twin: Statement[] }

const DAY = 86_400_000
const LANES = 6
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()
const leaf = (condition: string, operator: string, value?: unknown): ConditionTree => ({
  condition,
  operator,
  value,
})
const happened = (operator: string, kind: string, days: number, times?: number) =>
  leaf('contact.did', operator, { kind, days, ...(times ? { times } : {}) })

/** S1 to S10. `segmentId` and `topicId` are those that `prepare` made; without them S9 and S10 are left out. */
export async function shapes(
  organizationId: string,
  segmentId: string | null,
  topicId: string | null
): Promise<Shape[]> {
  const tags = await sql<{ id: string; name: string }>(
    'select id, name from tags where organization_id = ?',
    [organizationId]
  )
  const tag = (name: string) => tags.find((one) => one.name === name)!.id
  const [{ id: rabbits }] = await sql<{ id: string }>(
    `select id from custom_fields where organization_id = ? and key = 'rabbits'`,
    [organizationId]
  )
  const [news, workshop, press] = [tag('Newsletter'), tag('Workshop 2025'), tag('Press')]
  const twin = (where: string, ...values: unknown[]): Statement => ({
    sql: `select count(*) from contacts c where c.organization_id = $1 and c.deleted_at is null and ${where}`,
    bindings: [organizationId, ...values],
  })
  const has = (table: string, where: string) =>
    `exists (select 1 from ${table} x where x.organization_id = $1 and x.contact_id = c.id and ${where})`
  const among = (table: string, where: string, rest = '') =>
    `c.id in (select contact_id from ${table} where organization_id = $1 and ${where} ${rest})`

  return [
    {
      name: 'S1 attribute is',
      tree: leaf('contact.country', 'is', 'AT'),
      twin: twin(`c.country = 'AT'`),
    },
    {
      name: 'S2 range of a custom number',
      tree: leaf('custom.rabbits', 'between', { from: 3, to: 4 }),
      twin: twin(
        'c.id in (select record_id from field_values where organization_id = $1 and field_id = $2 and number_value between 3 and 4)',
        rabbits
      ),
    },
    {
      name: 'S3 array contains',
      tree: leaf('custom.interests', 'any', ['training']),
      twin: twin(`c.custom @> '{"interests": ["training"]}'`),
    },
    {
      name: 'S4 in A, not in B',
      tree: {
        all: [leaf('contact.tag', 'any', [workshop]), leaf('contact.tag', 'none', [news])],
      },
      twin: twin(
        `${among('contact_tags', 'tag_id = $2')} and not ${has('contact_tags', 'x.tag_id = $3')}`,
        workshop,
        news
      ),
    },
    {
      name: 'S5 did one thing, not the other',
      tree: {
        all: [happened('at_least', 'order.paid', 30, 1), happened('not', 'lesson.completed', 30)],
      },
      twin: twin(
        `${among('activities', `kind = 'order.paid' and occurred_at > $2`)}
         and not ${has('activities', `x.kind = 'lesson.completed' and x.occurred_at > $2`)}`,
        ago(30)
      ),
    },
    {
      name: 'S6 did it 3 times in 30 days',
      tree: happened('at_least', 'lesson.completed', 30, 3),
      twin: twin(
        among(
          'activities',
          `kind = 'lesson.completed' and occurred_at > $2`,
          'group by contact_id having count(*) >= 3'
        ),
        ago(30)
      ),
    },
    {
      name: 'S7 not written to for 14 days',
      tree: leaf('mails.sent', 'not_within', 14),
      twin: twin(`not ${has('outgoing_mails', `x.state = 'sent' and x.sent_at > $2`)}`, ago(14)),
    },
    {
      name: 'S8 groups of ten questions',
      tree: {
        any: [
          {
            all: [
              leaf('contact.country', 'is', 'DE'),
              leaf('contact.lifecycle', 'any', ['customer']),
              leaf('contact.tag', 'any', [news]),
              happened('at_least', 'order.paid', 60, 1),
            ],
          },
          {
            all: [
              leaf('contact.country', 'is', 'AT'),
              leaf('contact.tag', 'any', [press]),
              leaf('custom.breed', 'any', ['lop']),
            ],
          },
          {
            all: [
              leaf('contact.lifecycle', 'any', ['former']),
              leaf('contact.tag', 'none', [workshop]),
              leaf('contact.created_at', 'within', 90),
            ],
          },
        ],
      },
      twin: twin(
        `((c.country = 'DE' and c.lifecycle = 'customer' and ${has('contact_tags', 'x.tag_id = $2')}
            and ${has('activities', `x.kind = 'order.paid' and x.occurred_at > $5`)})
          or (c.country = 'AT' and ${has('contact_tags', 'x.tag_id = $3')} and c.custom @> '{"breed": "lop"}')
          or (c.lifecycle = 'former' and not ${has('contact_tags', 'x.tag_id = $4')} and c.created_at > $6))`,
        news,
        press,
        workshop,
        ago(60),
        ago(90)
      ),
    },
    ...(segmentId
      ? [
          {
            name: 'S9 a segment of a segment',
            tree: {
              all: [
                leaf('segment.member', 'any', [segmentId]),
                leaf('contact.tag', 'any', [press]),
              ],
            },
            twin: twin(
              `${among('segment_members', 'segment_id = $2')} and ${has('contact_tags', 'x.tag_id = $3')}`,
              segmentId,
              press
            ),
          },
        ]
      : []),
    ...(topicId
      ? [
          {
            name: 'S10 consent, suppression and cap',
            tree: {
              all: [
                leaf('consent.topic', 'may_receive', topicId),
                leaf('mails.sent', 'not_within', 7),
              ],
            },
            twin: twin(
              `c.email_norm is not null and ${has('consent_states', `x.channel = 'email' and x.state = 'granted' and x.topic_id = $2`)}
               and not ${has('consent_states', `x.channel = 'email' and x.state = 'denied' and (x.topic_id is null or x.topic_id = $2)`)}
               and not exists (select 1 from suppressions s where s.organization_id = $1 and s.channel = 'email'
                 and s.address_hash = warren_address_hash(c.email_norm) and (s.expires_at is null or s.expires_at > now()))
               and not ${has('outgoing_mails', `x.state = 'sent' and x.sent_at > $3`)}`,
              topicId,
              ago(7)
            ),
          },
        ]
      : []),
  ]
}

/** A built segment, and consent of three in five with one in a hundred suppressed, for S9 and S10. */
export async function prepare(
  organizationId: string
): Promise<{ segmentId: string; topicId: string; buildSeconds: number }> {
  const { default: Segment } = await import('#crm/models/segment')
  const { buildSegment } = await import('#crm/segment_building')
  const [owner] = await sql<{ id: string }>(
    'select user_id as id from memberships where organization_id = ? limit 1',
    [organizationId]
  )
  const segment = await Segment.define(
    {
      name: `Measured ${uuid().slice(-8)}`,
      kind: 'dynamic',
      definition: leaf('contact.country', 'is', 'DE'),
    },
    { user: owner, can: () => true }
  )
  const begun = performance.now()
  while ((await Segment.findOrFail(segment.id)).builtVersion === 0) await buildSegment(segment.id)
  const buildSeconds = Math.round((performance.now() - begun) / 100) / 10

  const { default: db } = await import('@adonisjs/lucid/services/db')
  const topicId = uuid()
  await sql(
    `insert into topics (id, organization_id, name, key, created_at, updated_at) values (?, ?, ?, ?, now(), now())`,
    [topicId, organizationId, `Measured ${topicId.slice(-8)}`, `measured_${topicId.slice(-8)}`]
  )
  // More rows at once than a page ever writes: not under its time limit.
  await db.transaction(async (trx) => {
    await sql('set local statement_timeout = 0', [], trx)
    await sql(
      `insert into consent_states (organization_id, contact_id, channel, topic_id, state, strength, consent_id, source,
       occurred_at)
     select organization_id, id, 'email', ?, case when hashtext(id::text) % 20 = 0 then 'denied' else 'granted' end,
       1, 0, 'form', now()
     from contacts where organization_id = ? and hashtext(id::text) % 5 < 3`,
      [topicId, organizationId],
      trx
    )
    await sql(
      `insert into suppressions (id, organization_id, channel, address_hash, reason, scope, source, actor_type, created_at)
     select gen_random_uuid(), organization_id, 'email', warren_address_hash(email_norm), 'hard_bounce', 'all', 'bounce',
       'system', now()
     from contacts where organization_id = ? and email_norm is not null and hashtext(email_norm) % 100 = 0
     on conflict do nothing`,
      [organizationId],
      trx
    )
  })
  await sql('analyze segment_members, consent_states, suppressions')
  return { segmentId: segment.id, topicId, buildSeconds }
}

/** What the editor sends for each shape to tell a figure, beside the exact count by hand. Needs the tenant in context. */
export async function segmentCases(organizationId: string): Promise<SegmentCase[]> {
  const { quickCount } = await import('#crm/segment_counting')
  const { segmentId, topicId } = await prepare(organizationId)
  const cases: SegmentCase[] = []
  for (const { name, tree, twin } of await shapes(organizationId, segmentId, topicId)) {
    // Once before, so that what is kept for minutes (the size of the house) is there as in daily life.
    await quickCount(tree)
    cases.push({ name, ours: await statementsOf(() => quickCount(tree)), twin: [twin] })
  }
  return cases
}

/**
 * Changes `perSecond` contacts for `seconds` while a worker runs, and tells how long it took from the commit of each
 * change until the event that it entered stood in the log, in milliseconds, and how many changes per second there were.
 * Needs the tenant in context.
 */
export async function freshness(
  organizationId: string,
  { perSecond = 200, seconds = 20 } = {}
): Promise<{ p50: number; p95: number; rate: number; changes: number; missing: number }> {
  const { default: Contact } = await import('#crm/models/contact')
  const { default: Segment } = await import('#crm/models/segment')
  const { buildSegment } = await import('#crm/segment_building')
  const [owner] = await sql<{ id: string }>(
    'select user_id as id from memberships where organization_id = ? limit 1',
    [organizationId]
  )
  const city = `Freshville ${uuid().slice(-8)}`
  const segment = await Segment.define(
    {
      name: city,
      kind: 'dynamic',
      definition: leaf('contact.city', 'is', city),
    },
    { user: owner, can: () => true }
  )
  while ((await Segment.findOrFail(segment.id)).builtVersion === 0) await buildSegment(segment.id)
  const contacts = await Contact.query()
    .orderBy('id')
    .limit(perSecond * seconds)
  const committed = new Map<string, number>()
  const begun = Date.now()
  let next = 0
  // A few at once, as web processes would: more would measure the pool of this process.
  const lane = async () => {
    for (let n = next++; n < contacts.length; n = next++) {
      const wait = begun + (n * 1000) / perSecond - Date.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      await contacts[n].revise({ city })
      committed.set(contacts[n].id, Date.now())
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const rate = Math.round((1000 * contacts.length) / (Date.now() - begun))
  const entered = new Map<string, number>()
  for (let n = 0; n < 100 && entered.size < committed.size; n++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const rows = await sql<{ id: string; at: Date }>(
      `select contact_id as id, recorded_at as at from events
       where organization_id = ? and subject_type = 'segment' and subject_id = ? and type = 'segment.entered'`,
      [organizationId, segment.id]
    )
    for (const { id, at } of rows) entered.set(id, at.getTime())
  }
  const delays = [...committed].flatMap(([id, at]) => {
    const turned = entered.get(id)
    return turned === undefined ? [] : [Math.max(0, turned - at)]
  })
  return {
    p50: percentile(delays, 0.5),
    p95: percentile(delays, 0.95),
    rate,
    changes: committed.size,
    missing: committed.size - delays.length,
  }
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { audienceSql } from '#messaging/audience/audience_sql'
import { MARK, STATE } from '#messaging/ledger/states'

/** Shares of those who were sent it, as a letter of a small business has them. */
export type Habits = { opened: number; clicked: number; unsubscribed: number; bounced: number }

export type PlantedContent = {
  variant: number
  subject: string
  html: string
  text: string
  links: { url: string; label: string }[]
  habits: Habits
}

type Planting = {
  organizationId: string
  campaignId: string
  name: string
  topicId: string | null
  senderId: string | null
  spec: AudienceSpec
  /** ISO 8601. */
  startedAt: string
  contents: PlantedContent[]
}

/** A draw for each row in [0, 1), another one for each name and the same each time. */
const draw = (name: string) =>
  `((hashtextextended('${name}' || s.contact_id::text || s.run_id::text, 3) & 1048575)::float8 / 1048576)`

/**
 * The ledger of a sending of the past, for the demo: rows, what happened to them and the sums, as the engine and the providers
 * would have left them. Resolves to the run's id.
 */
export async function plantSends(
  planting: Planting,
  trx: TransactionClientContract
): Promise<number> {
  const { organizationId, startedAt, contents } = planting
  const id = await plantRun(planting, trx)
  const variants = contents.length
  const audience = audienceSql(planting.spec, {
    channel: 'email',
    topicId: planting.topicId,
    organizationId,
  })
  await sql(
    `select warren_ensure_month('sends', date_trunc('month', ?::timestamptz)::date)`,
    [startedAt],
    trx
  )
  await sql(
    `insert into sends (run_id, contact_id, organization_id, n, month, variant, state, attempts, changed_at)
     select ?, contact_id, ?, (n - 1)::int, date_trunc('month', ?::timestamptz)::date,
       (array[${contents.map(({ variant }) => variant).join(', ')}])[1 + (n % ${variants})::int]::smallint, ${STATE.sent}, 1,
       ?::timestamptz + n * interval '40 milliseconds'
     from (select contact_id, row_number() over (order by contact_id) as n from (${audience.sql}) a) numbered`,
    [id, organizationId, startedAt, startedAt, ...audience.bindings],
    trx
  )
  for (const { variant, habits } of contents) await mark(id, variant, habits, trx)
  await happen(id, trx)
  await tally(id, trx)
  return id
}

async function plantRun(planting: Planting, trx: TransactionClientContract): Promise<number> {
  const { organizationId, campaignId, name, topicId, senderId, startedAt, contents } = planting
  const plan = {
    name,
    audience: planting.spec,
    variants: contents.map(({ variant }) => ({ variant, share: 1 / contents.length })),
    inTimeZones: false,
  }
  const [{ id }] = await sql<{ id: number }>(
    `insert into send_runs (organization_id, source_kind, source_id, month, state, topic_id, sender_id, plan, starts_at, started_at,
       finished_at, created_at, updated_at)
     values (?, 'campaign', ?, date_trunc('month', ?::timestamptz)::date, 'finished', ?, ?, ?::jsonb, ?, ?,
       ?::timestamptz + interval '3 minutes', ?, ?) returning id`,
    [
      ...[organizationId, campaignId, startedAt, topicId, senderId, JSON.stringify(plan)],
      ...[startedAt, startedAt, startedAt, startedAt, startedAt],
    ],
    trx
  )
  for (const { variant, subject, html, text, links } of contents) {
    await sql(
      `insert into send_contents (organization_id, run_id, variant, subject, html, text, links) values (?, ?, ?, ?, ?, ?, ?::jsonb)`,
      [organizationId, id, variant, subject, html, text, JSON.stringify(links)],
      trx
    )
  }
  return id
}

/** Some bounce, most arrive; of these some open, of those some click, and machines open a few more. */
function mark(id: number, variant: number, habits: Habits, trx: TransactionClientContract) {
  const { delivered, bounced, opened, openedByPerson, clicked, clickedByPerson, unsubscribed } =
    MARK
  return sql(
    `update sends s set marks = case when ${draw('bounced')} < ${habits.bounced} then ${bounced}
       else ${delivered}
         + case when ${draw('opened')} < ${habits.opened} then ${opened | openedByPerson}
             + case when ${draw('clicked')} < ${habits.clicked / habits.opened} then ${clicked | clickedByPerson} else 0 end
             + case when ${draw('left')} < ${habits.unsubscribed / habits.opened} then ${unsubscribed} else 0 end
           when ${draw('machine')} < 0.18 then ${opened} else 0 end end
     where s.run_id = ? and s.variant = ?`,
    [id, variant],
    trx
  )
}

/** The facts behind the marks: most within the first hours. */
async function happen(id: number, trx: TransactionClientContract): Promise<void> {
  const later = (name: string) => `(interval '1 hour' * (0.05 - 7 * ln(1 - ${draw(name)} * 0.999)))`
  const device = `(array['phone', 'phone', 'desktop', 'desktop', 'tablet'])[1 + floor(${draw('device')} * 5)::int]`
  const facts: [string, number, string, string, string, string][] = [
    ['delivered', MARK.delivered, 'null', 'null', `'{}'::jsonb`, `interval '9 seconds'`],
    [
      'bounced',
      MARK.bounced,
      'null',
      'null',
      `'{"bounce": "hard", "reply": "550 5.1.1 The email account that you tried to reach does not exist"}'::jsonb`,
      `interval '7 seconds'`,
    ],
    [
      'opened',
      MARK.openedByPerson,
      '92',
      'null',
      `jsonb_build_object('device', ${device})`,
      later('when'),
    ],
    [
      'clicked',
      MARK.clickedByPerson,
      '95',
      `floor(power(${draw('link')}, 2) * greatest(1, (select jsonb_array_length(links) from send_contents c where c.run_id = s.run_id and c.variant = s.variant)))`,
      `jsonb_build_object('device', ${device})`,
      `${later('when')} + interval '50 seconds'`,
    ],
    [
      'unsubscribed',
      MARK.unsubscribed,
      'null',
      'null',
      `'{}'::jsonb`,
      `${later('when')} + interval '2 minutes'`,
    ],
  ]
  for (const [kind, bit, human, link, detail, after] of facts) {
    await sql(
      `insert into send_events (organization_id, run_id, n, kind, human, link, detail, happened_at)
       select s.organization_id, s.run_id, s.n, '${kind}', ${human}::smallint, ${link}::smallint, ${detail}, s.changed_at + ${after}
       from sends s where s.run_id = ? and s.marks & ${bit} <> 0`,
      [id],
      trx
    )
  }
  await sql(
    `insert into send_events (organization_id, run_id, n, kind, human, detail, happened_at)
     select s.organization_id, s.run_id, s.n, 'opened', 5, '{"device": "machine"}'::jsonb, s.changed_at + interval '11 seconds'
     from sends s where s.run_id = ? and s.marks & ${MARK.opened} <> 0 and s.marks & ${MARK.openedByPerson} = 0`,
    [id],
    trx
  )
}

async function tally(id: number, trx: TransactionClientContract): Promise<void> {
  const marked = (bit: number) => `count(*) filter (where marks & ${bit} <> 0)`
  await sql(
    `insert into send_tallies (organization_id, run_id, variant, audience, sent, delivered, bounced, opened, opened_human, clicked,
       clicked_human, unsubscribed)
     select organization_id, run_id, variant, count(*), count(*), ${marked(MARK.delivered)}, ${marked(MARK.bounced)},
       ${marked(MARK.opened)}, ${marked(MARK.openedByPerson)}, ${marked(MARK.clicked)}, ${marked(MARK.clickedByPerson)},
       ${marked(MARK.unsubscribed)}
     from sends where run_id = ? group by 1, 2, 3`,
    [id],
    trx
  )
  await sql(
    'update send_runs set audience = (select count(*) from sends where run_id = ?) where id = ?',
    [id, id],
    trx
  )
}

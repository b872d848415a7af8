import { type ApiField, ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import type Campaign from '#campaigns/models/campaign'
import { STATES } from '#campaigns/models/campaign/lifecycle'
import { checkCampaign, type Finding } from '#campaigns/campaign_checks'
import { talliesOf, type Tally } from '#campaigns/queries/campaign_runs'

/** Numbers of a report by their names on the API. */
const NUMBERS: [string, keyof Tally, string][] = [
  ['audience', 'audience', 'People for whom it was ordered.'],
  ['sent', 'sent', 'Taken by a mail server or provider.'],
  [
    'skipped',
    'skipped',
    'Left out as they were about to be sent: unsubscribed or suppressed by then.',
  ],
  ['failed', 'failed', 'Refused, or tried for too long.'],
  [
    'uncertain',
    'uncertain',
    'Nobody can tell whether they left; they are not sent again by themselves.',
  ],
  ['cancelled', 'cancelled', 'Not sent because the campaign was cancelled.'],
  ['delivered', 'delivered', 'Where providers tell.'],
  ['bounced', 'bounced', 'Came back for good.'],
  ['complained', 'complained', 'Reported as spam.'],
  ['opened', 'opened', 'Machines included.'],
  ['opened_by_person', 'openedHuman', 'Without programs that look at mails.'],
  ['clicked', 'clicked', 'Machines included.'],
  ['clicked_by_person', 'clickedHuman', 'Without programs that follow links.'],
  ['unsubscribed', 'unsubscribed', 'By this mail.'],
  ['replied', 'replied', 'Answers of people.'],
]

const audience = as.object({
  everybody: as.boolean('Everybody who may be written to about the topic.'),
  segment_ids: as.list(as.id(), 'Members of any of these segments and lists.'),
  received_campaign_ids: as.list(as.id(), 'Who was sent one of these campaigns.'),
  only_unopened: as.boolean('Of those only whom no person opened it.'),
  exclude_segment_ids: as.list(as.id()),
  exclude_campaign_ids: as.list(as.id(), 'Who was sent one of these is left out.'),
})

const finding = as.object({
  section: as.oneOf(['to', 'from', 'subject', 'content', 'schedule']),
  level: as.oneOf(['error', 'warning'], '`error`: it cannot be sent like this.'),
  message: as.text(),
})

const fields: Record<string, ApiField<Campaign>> = {
  id: field(as.id(), (one) => one.id),
  name: field(as.text('For staff.'), (one) => one.name),
  state: field(as.oneOf(STATES), (one) => one.state),
  topic_id: field(as.nullable(as.id('Whom it goes to agreed to it.')), (one) => one.topicId),
  from: field(as.nullable(as.id('A sender.')), (one) => one.senderId),
  reply_to: field(as.nullable(as.text()), (one) => one.replyTo),
  subject: field(as.text('With Liquid.'), (one) => one.subject),
  preheader: field(
    as.text('The line that inboxes show after the subject.'),
    (one) => one.preheader
  ),
  format: field(as.oneOf(['visual', 'rich', 'markdown', 'mjml', 'html']), (one) => one.format),
  audience: field(audience, ({ spec: { include, exclude } }) => ({
    everybody: include.everybody ?? false,
    segment_ids: include.segments,
    received_campaign_ids: include.received?.sources ?? [],
    only_unopened: include.received?.unopened ?? false,
    exclude_segment_ids: exclude.segments,
    exclude_campaign_ids: exclude.campaigns ?? [],
  })),
  starts_at: field(
    as.nullable(as.time('Null: when it is launched.')),
    ({ scheduleKind, startsAt }) => (scheduleKind === 'now' ? null : (startsAt?.toISO() ?? null))
  ),
  in_time_zones: field(
    as.boolean('Each reader gets it when it is that hour where they live.'),
    (one) => one.scheduleKind === 'local_time'
  ),
  per_hour: field(
    as.nullable(as.integer('Mails an hour; null for as fast as may be.')),
    (one) => one.perHour
  ),
  tracks_opens: field(as.boolean(), (one) => one.tracksOpens),
  tracks_clicks: field(as.boolean(), (one) => one.tracksClicks),
  is_public: field(as.boolean('Whether the archive on the site shows it.'), (one) => one.isPublic),
  is_ab_test: field(as.boolean(), (one) => one.testOf !== null),
  created_at: field(as.time(), (one) => one.createdAt.toISO()),
  launched_at: field(as.nullable(as.time()), (one) => one.launchedAt?.toISO() ?? null),
  finished_at: field(as.nullable(as.time()), (one) => one.finishedAt?.toISO() ?? null),
  numbers: loaded(
    as.nullable(
      as.object(
        Object.fromEntries(NUMBERS.map(([name, , text]) => [name, as.integer(text)])),
        'People; null before it was launched.'
      )
    ),
    async (rows, client) => {
      const tallies = await talliesOf(
        rows.map(({ id }) => id),
        client
      )
      return ({ id }) => {
        const tally = tallies.get(id)
        return tally ? Object.fromEntries(NUMBERS.map(([name, key]) => [name, tally[key]])) : null
      }
    }
  ),
}

export const campaignResource = new ApiResource<Campaign>(
  'Campaign',
  'A mail to many. It is written as a draft, launched once, and reported on.',
  fields
)

/** Of one campaign alone: its content is compiled for it. */
export const checkedCampaignResource = new ApiResource<Campaign>(
  'CampaignWithFindings',
  'A mail to many, with what speaks against sending it.',
  fields,
  {
    findings: loaded(
      as.list(finding, 'What keeps it from being sent, or is worth another look.'),
      async (rows) => {
        const found = new Map<string, Finding[]>()
        for (const row of rows) {
          if (row.isLaunched) continue
          await row.load('variants')
          found.set(row.id, await checkCampaign(row))
        }
        return ({ id }) =>
          (found.get(id) ?? []).map(({ section, level, message }) => ({ section, level, message }))
      }
    ),
  }
)

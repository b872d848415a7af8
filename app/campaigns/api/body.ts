import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { InvalidRequest } from '#core/api/invalid_request'
import { moment } from '#core/api/moment'
import { normalizeEmail } from '#core/email_address'
import Topic from '#crm/models/topic'
import Sender from '#messaging/models/sender'
import MailTemplate from '#messaging/templates/models/mail_template'
import type { CampaignDetails } from '#campaigns/models/campaign/authored'
import { templateVersion } from '#campaigns/queries/campaign_choices'

const ids = () => vine.array(vine.string().uuid()).maxLength(100).optional()
const line = (most: number) => vine.string().trim().maxLength(most)
const yes = () => vine.boolean({ strict: true }).optional()

const details = {
  topic_id: vine.string().uuid().nullable().optional(),
  from: line(254).nullable().optional().meta({ description: 'Id or address of a sender.' }),
  reply_to: line(254).email().nullable().optional(),
  subject: line(300).optional().meta({ description: 'With Liquid.' }),
  preheader: line(300).optional(),
  template: line(80).minLength(1).optional().meta({
    description:
      'Key or id of a template, whose version in use becomes the content; its subject where none is given.',
  }),
  format: vine
    .enum(['html', 'mjml', 'markdown'] as const)
    .optional()
    .meta({ description: 'Of `source`; `html` unless given.' }),
  source: vine.string().maxLength(1_000_000).optional().meta({
    description: 'The content, with Liquid, where it is of no template.',
  }),
  audience: vine
    .object({
      everybody: yes(),
      segment_ids: ids(),
      received_campaign_ids: ids(),
      only_unopened: yes(),
      exclude_segment_ids: ids(),
      exclude_campaign_ids: ids(),
    })
    .optional()
    .meta({ description: 'Takes the place of the audience that was there.' }),
  starts_at: moment('When it leaves once it is launched; null for at once.').nullable(),
  in_time_zones: yes().meta({
    description: 'Each reader gets it when it is the hour of `starts_at` where they live.',
  }),
  per_hour: vine
    .number()
    .withoutDecimals()
    .range([1, 10_000_000])
    .nullable()
    .optional()
    .meta({
      type: ['integer', 'null'],
    }),
  tracks_opens: yes(),
  tracks_clicks: yes(),
  is_public: yes(),
}

const name = () => line(140).minLength(1).meta({ description: 'For staff.' })

export const newCampaignBody = vine.create({ name: name(), ...details })
export const campaignBody = vine.create({ name: name().optional(), ...details })

type Body = Infer<typeof campaignBody>

/** What a body says, as the model takes it: only what was given. Throws InvalidRequest for what is not there. */
export async function detailsOf(body: Body): Promise<CampaignDetails> {
  if (body.template && body.source !== undefined) {
    throw refused('source', 'Give a template or a source')
  }
  const { topic_id: topicId } = body
  if (topicId && !(await Topic.query().where('id', topicId).whereNull('archivedAt').first())) {
    throw refused('topic_id', 'There is no such topic')
  }
  return {
    ...given(body, {
      name: 'name',
      topic_id: 'topicId',
      reply_to: 'replyTo',
      subject: 'subject',
      preheader: 'preheader',
      per_hour: 'perHour',
      tracks_opens: 'tracksOpens',
      tracks_clicks: 'tracksClicks',
      is_public: 'isPublic',
    }),
    ...(body.from === undefined ? {} : { senderId: await senderIdOf(body.from) }),
    ...(body.source === undefined
      ? {}
      : { source: body.source, format: body.format ?? 'html', project: null }),
    ...(body.template ? await contentOf(body.template, body) : {}),
    ...(body.audience ? { audience: audienceOf(body.audience) } : {}),
    ...scheduleOf(body),
  }
}

function given(body: Body, names: Record<string, keyof CampaignDetails>): CampaignDetails {
  const said = body as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(names)
      .filter(([key]) => said[key] !== undefined)
      .map(([key, column]) => [column, said[key]])
  )
}

function audienceOf(said: NonNullable<Body['audience']>): CampaignDetails['audience'] {
  const sources = said.received_campaign_ids ?? []
  return {
    include: {
      segments: said.segment_ids ?? [],
      everybody: said.everybody ?? false,
      received: sources.length > 0 ? { sources, unopened: said.only_unopened ?? false } : null,
    },
    exclude: {
      segments: said.exclude_segment_ids ?? [],
      campaigns: said.exclude_campaign_ids ?? [],
    },
  }
}

function scheduleOf({ starts_at: startsAt, in_time_zones: inTimeZones }: Body): CampaignDetails {
  if (startsAt === undefined && inTimeZones === undefined) return {}
  if (startsAt === null) return { scheduleKind: 'now', startsAt: null }
  if (startsAt === undefined) throw refused('starts_at', 'Say when, too')
  const at = DateTime.fromISO(startsAt, { setZone: true })
  if (!inTimeZones) return { scheduleKind: 'at', startsAt: at }
  // What the clock shows there is meant, and kept as if in UTC.
  return { scheduleKind: 'local_time', startsAt: at.setZone('utc', { keepLocalTime: true }) }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

async function senderIdOf(from: string | null): Promise<string | null> {
  if (from === null) return null
  const query = Sender.query().whereNull('archivedAt')
  if (UUID.test(from)) void query.where('id', from)
  else void query.where('addressNorm', addressOf(from))
  const sender = await query.first()
  if (!sender) throw refused('from', 'There is no such sender')
  return sender.id
}

function addressOf(text: string): string {
  try {
    return normalizeEmail(text)
  } catch {
    throw refused('from', 'There is no such sender')
  }
}

async function contentOf(template: string, { subject, preheader }: Body): Promise<CampaignDetails> {
  const found = await MailTemplate.query()
    .where(UUID.test(template) ? 'id' : 'key', template.toLowerCase())
    .where('kind', 'mail')
    .whereNull('archivedAt')
    .first()
  const version = found && (await templateVersion((await found.latest()).id))
  if (!version) throw refused('template', 'There is no such template')
  return {
    format: version.format as CampaignDetails['format'],
    source: version.source,
    project: version.project,
    templateVersionId: version.id,
    ...(subject === undefined ? { subject: version.subject } : {}),
    ...(preheader === undefined ? { preheader: version.preheader } : {}),
  }
}

const refused = (name: string, message: string) => new InvalidRequest([{ field: name, message }])

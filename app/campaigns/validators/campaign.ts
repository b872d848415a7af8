import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { STATES } from '#campaigns/models/campaign/lifecycle'

const id = () => vine.string().uuid()
const ids = () => vine.array(id()).maxLength(100)
const line = (max: number) => vine.string().trim().maxLength(max)

const FORMATS = ['visual', 'rich', 'markdown', 'mjml', 'html'] as const

const source = () => vine.string().maxLength(1_000_000)

/** Shape of an AudienceSpec; the model looks at whether what it names is there. */
const audience = () =>
  vine.object({
    include: vine.object({
      segments: ids(),
      everybody: vine.boolean().optional(),
      topicId: id().nullable().optional(),
      received: vine
        .object({ sources: ids(), unopened: vine.boolean().optional() })
        .nullable()
        .optional(),
    }),
    exclude: vine.object({ segments: ids(), campaigns: ids().optional() }),
  })

export const campaignFiltersValidator = vine.create({
  q: line(80).optional(),
  state: vine.enum([...STATES, 'archived'] as const).optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const calendarValidator = vine.create({
  month: vine
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
})

export const createCampaignValidator = vine.create({ name: line(140).minLength(1) })

/** Business times come as ISO 8601 with their zone. */
const moment = () =>
  vine
    .string()
    .maxLength(40)
    .transform((text, field) => {
      const at = DateTime.fromISO(text, { setZone: true })
      if (!at.isValid) field.report('This is no moment', 'moment', field)
      return at
    })

export const updateCampaignValidator = vine.create({
  name: line(140).minLength(1).optional(),
  topicId: id().nullable().optional(),
  audience: audience().optional(),
  senderId: id().nullable().optional(),
  replyTo: line(254).email().nullable().optional(),
  subject: line(300).optional(),
  preheader: line(300).optional(),
  format: vine.enum(FORMATS).optional(),
  source: source().optional(),
  project: vine.object({}).allowUnknownProperties().nullable().optional(),
  utm: vine
    .object({
      source: line(100).optional(),
      medium: line(100).optional(),
      campaign: line(100).optional(),
      content: line(100).optional(),
    })
    .optional(),
  tracksOpens: vine.boolean().optional(),
  tracksClicks: vine.boolean().optional(),
  scheduleKind: vine.enum(['now', 'at', 'local_time'] as const).optional(),
  startsAt: moment().nullable().optional(),
  perHour: vine.number().withoutDecimals().min(1).max(10_000_000).nullable().optional(),
  uncertainPolicy: vine.enum(['hold', 'resend'] as const).optional(),
  testOf: vine
    .enum(['subject', 'content', 'sender'] as const)
    .nullable()
    .optional(),
  testPercent: vine.number().withoutDecimals().min(2).max(100).optional(),
  holdoutPercent: vine.number().withoutDecimals().min(0).max(50).optional(),
  testWinner: vine.enum(['clicks', 'revenue', 'manual'] as const).optional(),
  testHours: vine.number().withoutDecimals().min(1).max(168).optional(),
  isPublic: vine.boolean().optional(),
  variants: vine
    .array(
      vine.object({
        variant: vine.number().withoutDecimals().min(1).max(3),
        subject: line(300).nullable().optional(),
        preheader: line(300).nullable().optional(),
        senderId: id().nullable().optional(),
        format: vine.enum(FORMATS).nullable().optional(),
        source: source().nullable().optional(),
        project: vine.object({}).allowUnknownProperties().nullable().optional(),
      })
    )
    .maxLength(3)
    .optional(),
})

export const countAudienceValidator = vine.create({
  audience: audience(),
  topicId: id().nullable().optional(),
  isPatient: vine.boolean().optional(),
})

export const chooseTemplateValidator = vine.create({
  versionId: id(),
  /** Whose content it becomes: 0 the campaign's own. */
  variant: vine.number().withoutDecimals().min(0).max(3).optional(),
})

export const previewValidator = vine.create({
  variant: vine.number().withoutDecimals().min(0).max(3).optional(),
  contactId: id().optional(),
  /** Whether its links tell how many people followed them. */
  clicks: vine.boolean().optional(),
})

export const trialValidator = vine.create({
  to: vine.array(line(254).email()).minLength(1).maxLength(5),
  variant: vine.number().withoutDecimals().min(0).max(3).optional(),
})

export const approvalValidator = vine.create({
  decision: vine.enum(['approved', 'refused'] as const),
  note: line(500).nullable().optional(),
})

export const rateValidator = vine.create({
  perHour: vine.number().withoutDecimals().min(1).max(10_000_000).nullable(),
})

export const winnerValidator = vine.create({
  variant: vine.number().withoutDecimals().min(0).max(3),
})

export const settingsValidator = vine.create({ needsApproval: vine.boolean() })

export const recipientFiltersValidator = vine.create({
  show: vine
    .enum([
      'sent',
      'delivered',
      'opened',
      'clicked',
      'unsubscribed',
      'bounced',
      'complained',
      'skipped',
      'failed',
      'uncertain',
      'waiting',
    ] as const)
    .optional(),
  q: line(80).optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

/** What becomes of mails that were being handed over when a worker stopped. */
export const doubtsValidator = vine.create({ decision: vine.enum(['sent', 'resend'] as const) })

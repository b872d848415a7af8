import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

export const MOST_ATTACHMENTS = 10
/** Of all attachments of a message together, decoded. */
export const MOST_ATTACHED_BYTES = 10_000_000
export const MOST_METADATA = 20
const LONGEST_PART = 500_000

export const METADATA_KEY = /^[a-zA-Z0-9_.-]{1,40}$/

const words = (most: number, description: string) =>
  vine.string().maxLength(most).optional().meta({ description })

/** What a program says of a message. */
export const messageBody = vine.create({
  to: vine
    .object({
      address: vine.string().trim().maxLength(254),
      name: vine.string().trim().maxLength(200).nullable().optional(),
    })
    .optional()
    .meta({ description: 'Whom it goes to; this or `contact_id`.' }),
  contact_id: vine
    .string()
    .uuid()
    .optional()
    .meta({ description: 'A contact, who gets it at the primary address.' }),
  template: vine
    .string()
    .trim()
    .minLength(1)
    .maxLength(80)
    .optional()
    .meta({ description: 'Key or id of a template; this or `html`, `text` or both.' }),
  template_version: vine
    .number()
    .withoutDecimals()
    .range([1, 2_000_000_000])
    .optional()
    .meta({ type: 'integer', description: 'The version in use, unless given.' }),
  subject: words(400, 'With Liquid. Takes the place of the template’s own.'),
  html: words(LONGEST_PART, 'With Liquid. What variables say is escaped.'),
  text: words(LONGEST_PART, 'With Liquid. Made of the HTML where it is left out.'),
  from: vine
    .string()
    .trim()
    .maxLength(254)
    .optional()
    .meta({ description: 'Id or address of a sender; your default one, unless given.' }),
  reply_to: vine.string().trim().maxLength(254).optional(),
  data: vine.object({}).allowUnknownProperties().optional().meta({
    description: 'For `{{ data.… }}` in subject and body. A variable without a value is empty.',
  }),
  attachments: vine
    .array(
      vine.object({
        name: vine
          .string()
          .trim()
          .minLength(1)
          .maxLength(200)
          .regex(/^[^/\\\p{Cc}]+$/u)
          .meta({ description: 'As the reader sees it: `invoice.pdf`.' }),
        type: vine
          .string()
          .trim()
          .maxLength(100)
          .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/)
          .meta({ description: 'Media type: `application/pdf`.' }),
        content: vine.string().meta({ description: 'Base64 (RFC 4648) without line breaks.' }),
      })
    )
    .maxLength(MOST_ATTACHMENTS)
    .optional()
    .meta({ description: 'Ten at most, and 10 MB in all before they are encoded.' }),
  metadata: vine.record(vine.string().maxLength(200)).optional().meta({
    description:
      'Up to 20 short texts of yours, by keys of letters, digits, `_`, `.` and `-`. They come back with the message, and lists are filtered by them. They stay when the content is gone.',
  }),
})

export type MessageBody = Infer<typeof messageBody>

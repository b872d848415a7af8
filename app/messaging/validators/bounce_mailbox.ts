import vine from '@vinejs/vine'

/** One line: it stands in commands to a mail server. */
const line = (max: number) =>
  vine
    .string()
    .trim()
    .minLength(1)
    .maxLength(max)
    .regex(/^[^\r\n\0]+$/)

export const returnAddressValidator = vine.create(
  vine.object({}).merge(
    vine.group([
      vine.group.if((data) => data.form === 'domain', {
        form: vine.literal('domain' as const),
        domain: line(253),
      }),
      vine.group.else({
        form: vine.literal('mailbox' as const),
        address: line(254),
      }),
    ])
  )
)

export const bounceReadingValidator = vine.create(
  vine.object({}).merge(
    vine.group([
      vine.group.if((data) => data.reading === 'pipe', { reading: vine.literal('pipe' as const) }),
      vine.group.else({
        reading: vine.literal('imap' as const),
        host: line(253).toLowerCase(),
        port: vine.number().withoutDecimals().range([1, 65535]),
        security: vine.enum(['tls', 'starttls', 'none'] as const),
        user: line(254),
        password: vine.string().maxLength(500).nullable(),
        folder: line(200),
        doneFolder: line(200).nullable(),
      }),
    ])
  )
)

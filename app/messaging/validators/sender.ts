import vine from '@vinejs/vine'
import { email } from '#identity/validators/account'

const details = {
  // No line breaks or brackets: it stands in a header.
  name: vine
    .string()
    .trim()
    .minLength(1)
    .maxLength(80)
    .regex(/^[^\r\n<>"]+$/),
  replyTo: email().nullable(),
  accountId: vine.string().uuid().nullable(),
}

export const createSenderValidator = vine.create({ ...details, address: email() })
export const updateSenderValidator = vine.create(details)

export const sendingDomainValidator = vine.create({ domain: vine.string().trim().maxLength(253) })

/** Mails per day from the first day on. */
export const warmUpValidator = vine.create({
  warmUp: vine
    .array(vine.number().withoutDecimals().min(1).max(10_000_000))
    .minLength(1)
    .maxLength(90)
    .nullable(),
})

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { normalizeEmail } from '#core/email_address'
import { Tenant } from '#core/tenancy/tenant'
import { Consent, type ConsentEntry } from '#crm/consent'
import Contact from '#crm/models/contact'
import FormConfirmed from '#messaging/events/form_confirmed'
import { fillIn, markAs } from '#messaging/forms/given_details'
import FormSubmission from '#messaging/models/form_submission'
import SignupForm from '#messaging/models/signup_form'
import { wishesOf } from '#messaging/preferences/reader'
import { asReader, type KnownReader, lineOf, type Trace } from '#messaging/preferences/said'
import { isRefused, releaseAddress } from '#messaging/preferences/unsubscribing'
import {
  countForm,
  expireSubmissions,
  holdWaiting,
  submissionOfMail,
} from '#messaging/queries/form_submissions'
import { type LinkOwner, readOwnerToken } from '#messaging/tokens'

/** A link of a confirm mail holds for so long. */
export const CONFIRM_DAYS = 30

/** A sign-up as the link in its mail leads to it. */
export type Confirmation = {
  submission: FormSubmission
  form: SignupForm
  address: string
  owner: LinkOwner
  /** `open`: one button, then it counts. */
  state: 'open' | 'confirmed' | 'expired'
}

/** What a link of a confirm mail is about; null for one of nobody's. */
export async function confirmationOf(token: string): Promise<Confirmation | null> {
  const owner = readOwnerToken('confirm', token)
  const found = owner?.kind === 'mail' ? await submissionOfMail(owner.mailId) : null
  if (!owner || !found) return null
  const submission = await FormSubmission.query().where('id', found.submissionId).first()
  const form = submission && (await SignupForm.query().where('id', submission.formId).first())
  if (!submission || !form) return null
  const isLate = submission.createdAt < clock.now().minus({ days: CONFIRM_DAYS })
  const state =
    submission.state === 'confirmed'
      ? 'confirmed'
      : isLate || submission.state !== 'waiting'
        ? 'expired'
        : 'open'
  return { submission, form, owner, state, address: normalizeEmail(found.address) }
}

/** The owner of the address says yes: what was asked for counts from now on, however often it is said. */
export async function confirm(
  { submission, form, address, owner }: Confirmation,
  trace: Trace
): Promise<void> {
  // Merged meanwhile: the contact that stays is meant.
  const contact = await Contact.withDeleted().where('id', submission.contactId).first()
  const contactId = contact?.mergedIntoId ?? submission.contactId
  const reader: KnownReader = { owner, contactId, address, locale: null, topic: null }
  await asReader(reader, async (trx) => {
    if (!(await holdWaiting(submission.id, trx))) return
    const proof = {
      form: form.name,
      askedAt: submission.createdAt.toISO(),
      askedIp: submission.ip,
    }
    await Consent.record(await linesFor(reader, submission, trace, proof, trx), trx)
    await releaseAddress(address, trx)
    if (contact) {
      await fillIn(contactId, submission.given, { isNew: false }, trx)
      await markAs(contactId, form, trx)
    }
    submission.useTransaction(trx)
    Object.assign(submission, { state: 'confirmed', confirmedAt: clock.now(), given: {} })
    await submission.save()
    await countForm(form.id, { submitted: 0, confirmed: 1 }, trx)
    await FormConfirmed.record(
      {
        organizationId: Tenant.id(),
        subjectId: form.id,
        contactId,
        payload: { submissionId: submission.id, form: form.name },
      },
      trx
    )
  })
}

/** Grants of what was asked for, and of nothing else: where everything had been refused, other topics stay refused. */
async function linesFor(
  reader: KnownReader,
  { topicIds, wording }: FormSubmission,
  trace: Trace,
  proof: Record<string, unknown>,
  trx: TransactionClientContract
): Promise<ConsentEntry[]> {
  const line = (topicId: string | null, state: ConsentEntry['state']) =>
    lineOf(reader, { topicId, state, source: 'form', wording }, trace, proof)
  const wanted = topicIds.length > 0 ? topicIds : [null]
  const granted = wanted.map((topicId) => line(topicId, 'granted'))
  if (topicIds.length === 0 || !(await isRefused(reader, null, trx))) return granted
  const { topics } = await wishesOf(reader.contactId, trx)
  const others = topics.filter(
    ({ topic, own }) => own === 'granted' && !topicIds.includes(topic.id)
  )
  return [...others.map(({ topic }) => line(topic.id, 'denied')), line(null, 'pending'), ...granted]
}

/** Forgets what was given with sign-ups that nobody confirmed in time, over all organizations. */
export function forgetSignUps(): Promise<number> {
  return expireSubmissions(clock.now().minus({ days: CONFIRM_DAYS }).toISO()!)
}

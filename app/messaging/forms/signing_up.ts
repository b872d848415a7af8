import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import Topic from '#crm/models/topic'
import { identify } from '#crm/models/contact/identifiable'
import FormSubmitted from '#messaging/events/form_submitted'
import type { Entry } from '#messaging/forms/entry'
import { fillIn, markAs } from '#messaging/forms/given_details'
import ConfirmSubscriptionMail from '#messaging/forms/mails/confirm_subscription'
import FormSubmission, { type SubmissionState } from '#messaging/models/form_submission'
import type SignupForm from '#messaging/models/signup_form'
import { type Wishes, wishesOf } from '#messaging/preferences/reader'
import type { Trace } from '#messaging/preferences/said'
import { countForm } from '#messaging/queries/form_submissions'
import { oppositionsTo } from '#messaging/queries/readers'

export type Via = 'page' | 'frame' | 'snippet' | 'api'

/** Sent again within this time it is the same. */
const SAME_MINUTES = 10

type Wish = { topicId: string | null; own: string | null; asksMail: boolean }

/**
 * Takes somebody's entry. Whoever typed the address, a refusal is not undone by it and nothing is overwritten: what needs
 * the owner's word waits for the link in a mail, the rest counts at once. To the outside all of it looks the same.
 */
export async function signUp(
  form: SignupForm,
  entry: Entry,
  { via, trace }: { via: Via; trace: Trace },
  trx: TransactionClientContract
): Promise<void> {
  const who = { email: entry.email, locale: entry.locale, source: 'form' }
  // Holds the contact until the end, so that two at once come one after the other.
  const { id: contactId, made } = await identify(who, trx)
  if (await isRepeat(form, contactId, entry, trx)) return
  const oppositions = await oppositionsTo(entry.emailNorm, trx)
  const isHeld = oppositions.some(({ reason }) => reason !== 'unsubscribe')
  const wishes = await openWishes(form, entry, await wishesOf(contactId, trx), {
    wasRefused: oppositions.length > 0,
    trx,
  })
  const isWaiting = wishes.some(({ asksMail }) => asksMail)
  const state = isHeld ? 'held' : isWaiting ? 'waiting' : 'done'
  if (state !== 'held') {
    const proof = { form: form.name, via, ...trace }
    await Consent.record(linesOf(wishes, { contactId, entry, wording: form.wording, proof }), trx)
  }
  if (state === 'done' || made) await fillIn(contactId, entry.given, { isNew: made }, trx)
  if (state === 'done') await markAs(contactId, form, trx)
  const submission = await keep(form, contactId, entry, { state, via, trace, made }, trx)
  if (state !== 'waiting') return
  await ConfirmSubscriptionMail.queue(
    {
      to: { email: entry.email, locale: entry.locale ?? 'en', contactId },
      organizationId: Tenant.id(),
      payload: { submissionId: submission.id },
      key: submission.id,
    },
    trx
  )
}

/** Whether the form asks for a mail to be confirmed, whoever fills it in. */
export async function asksMail(form: SignupForm, { topicIds }: Entry): Promise<boolean> {
  if (form.asksConfirmation) return true
  const topics = await Topic.query().whereIn('id', topicIds).where('doubleOptIn', true)
  return topics.length > 0
}

/** Whether the same was sent a moment ago; topics that are new join what waits, whose mail is on its way already. */
async function isRepeat(
  form: SignupForm,
  contactId: string,
  { topicIds }: Entry,
  trx: TransactionClientContract
): Promise<boolean> {
  const last = await FormSubmission.query({ client: trx })
    .where({ formId: form.id, contactId })
    .where('createdAt', '>', clock.now().minus({ minutes: SAME_MINUTES }).toSQL()!)
    .orderBy('createdAt', 'desc')
    .first()
  if (!last) return false
  const isSame = topicIds.every((id) => last.topicIds.includes(id))
  if (isSame || last.state !== 'waiting') return isSame
  last.topicIds = [...new Set([...last.topicIds, ...topicIds])]
  await last.save()
  return true
}

/** What was asked for and does not hold yet, and whether the owner of the address has to say so. */
async function openWishes(
  form: SignupForm,
  { topicIds }: Entry,
  { all, topics }: Wishes,
  { wasRefused, trx }: { wasRefused: boolean; trx: TransactionClientContract }
): Promise<Wish[]> {
  const mustAsk = form.asksConfirmation || wasRefused || all === 'denied'
  if (topicIds.length === 0) {
    return all === 'granted' && !wasRefused ? [] : [{ topicId: null, own: all, asksMail: mustAsk }]
  }
  const chosen = await Topic.query({ client: trx }).whereIn('id', topicIds)
  return chosen.flatMap((topic) => {
    const known = topics.find((one) => one.topic.id === topic.id)
    if (known?.isOn && !wasRefused) return []
    const own = known?.own ?? null
    const asksMail = mustAsk || topic.doubleOptIn || own === 'denied'
    return [{ topicId: topic.id, own, asksMail }]
  })
}

/** What waits is noted as waiting, but never where something was said before: a refusal stays one until it is confirmed. */
function linesOf(
  wishes: Wish[],
  {
    contactId,
    entry,
    ...said
  }: { contactId: string; entry: Entry; wording: string; proof: Record<string, unknown> }
) {
  return wishes
    .filter(({ asksMail, own }) => !asksMail || own === null)
    .map(({ topicId, asksMail }) => ({
      ...said,
      contactId,
      topicId,
      channel: 'email' as const,
      state: asksMail ? ('pending' as const) : ('granted' as const),
      source: 'form',
      address: entry.emailNorm,
    }))
}

async function keep(
  form: SignupForm,
  contactId: string,
  { topicIds, given }: Entry,
  { state, via, trace, made }: { state: SubmissionState; via: Via; trace: Trace; made: boolean },
  trx: TransactionClientContract
): Promise<FormSubmission> {
  const submission = await FormSubmission.create(
    {
      ...{ formId: form.id, contactId, state, via, topicIds },
      given: state === 'waiting' && !made ? given : {},
      wording: form.wording,
      ip: trace.ip,
      userAgent: trace.userAgent,
      createdAt: clock.now(),
    },
    { client: trx }
  )
  await countForm(form.id, { submitted: 1, confirmed: Number(state === 'done') }, trx)
  await FormSubmitted.record(
    {
      organizationId: Tenant.id(),
      subjectId: form.id,
      contactId,
      payload: { submissionId: submission.id, form: form.name, via, state },
    },
    trx
  )
  return submission
}

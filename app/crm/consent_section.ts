import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tellStaff } from '#identity/staff_channels'
import { Refusal } from '#core/http/refusal'
import { refuseField } from '#crm/field_error'
import { type Channel, Consent, type ConsentEntry } from '#crm/consent'
import type Contact from '#crm/models/contact'
import Topic from '#crm/models/topic'
import { addressesOf, consentHistoryOf, consentStatesOf } from '#crm/queries/consents'

/** What the contact's page shows of consent: addresses with their opt-outs, what holds now, and the ledger. */
export async function consentSectionOf(contactId: string) {
  const [addresses, states, history, topics] = await Promise.all([
    addressesOf(contactId),
    consentStatesOf(contactId),
    consentHistoryOf(contactId),
    Topic.query().orderBy('name'),
  ])
  const names = new Map(topics.map((topic) => [topic.id, topic.name]))
  return {
    addresses,
    states: states.map(({ occurredAt, ...state }) => ({
      ...state,
      topic: state.topicId ? (names.get(state.topicId) ?? null) : null,
      at: occurredAt.toISOString(),
    })),
    history,
    topics: topics
      .filter((topic) => topic.archivedAt === null)
      .map(({ id, name }) => ({ id, name })),
  }
}

export type StaffConsent = {
  channel: Channel
  topicId?: string | null
  state: 'granted' | 'denied'
  /** What was said, in words. */
  wording: string
  /** Where it can be seen later: a signed form, a mail, a recording. */
  proof?: string | null
}

/** Writes down what somebody told the staff. Throws E_ROW_NOT_FOUND for a foreign topic, else as recordSaid(). */
export async function recordByStaff(contact: Contact, said: StaffConsent): Promise<void> {
  if (said.topicId) await Topic.query().where('id', said.topicId).firstOrFail()
  const proof = said.proof ? { document: said.proof } : {}
  await db.transaction((trx) => recordSaid(contact, { ...said, source: 'staff', proof }, trx))
}

/**
 * Writes down what somebody said, and resolves to the line of the ledger. Throws a validation error for a topic
 * that is not there, and Refusal (422) for a grant that is too weak where the person refused (the ledger would keep it, and it would change
 * nothing). What was said in the past may come after what decides now.
 */
export async function recordSaid(
  contact: Contact,
  said: Omit<ConsentEntry, 'contactId' | 'address'>,
  trx: TransactionClientContract
): Promise<number> {
  const topicId = said.topicId ?? null
  if (topicId && !(await Topic.query({ client: trx }).where('id', topicId).first())) {
    refuseField('topicId', 'This topic is not there')
  }
  const [id] = await Consent.record([{ ...said, topicId, contactId: contact.id }], trx)
  const holds = await consentStatesOf(contact.id, trx)
  const now = holds.find((one) => one.channel === said.channel && one.topicId === topicId)
  if (!said.occurredAt && now?.consentId !== id && now?.state !== said.state) {
    throw new Refusal(
      'This was refused before. Say where the new consent can be seen: without proof it would not count.',
      { code: 'E_CONSENT_REFUSED', field: 'proof' }
    )
  }
  await tellStaff('contacts', contact.id, trx)
  return id
}

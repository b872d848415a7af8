import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tellStaff } from '#identity/staff_channels'
import { InvalidEmailException } from '#core/email_address'
import { Refusal } from '#core/http/refusal'
import { refuseField } from '#crm/field_error'
import { type Channel, Consent, type ConsentEntry, normalizeAddress } from '#crm/consent'
import type Contact from '#crm/models/contact'
import Topic from '#crm/models/topic'
import { InvalidPhoneException } from '#crm/phone_number'
import { addressesOf, consentHistoryOf, consentStatesOf, hasAddress } from '#crm/queries/consents'

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
  /** One of the contact's; the primary one on the channel where omitted. */
  address?: string | null
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
 * that is not there and an address that is not the contact's, and Refusal (422) for a grant that is too weak where
 * the person refused (the ledger would keep it, and it would change nothing). What was said in the past may come
 * after what decides now.
 */
export async function recordSaid(
  contact: Contact,
  said: Omit<ConsentEntry, 'contactId'>,
  trx: TransactionClientContract
): Promise<number> {
  const topicId = said.topicId ?? null
  if (topicId && !(await Topic.query({ client: trx }).where('id', topicId).first())) {
    refuseField('topicId', 'This topic is not there')
  }
  if (said.address) await refuseForeign(contact.id, said.channel, said.address, trx)
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

/** Consent is about addresses of the person's own: nobody speaks for another's. */
async function refuseForeign(
  contactId: string,
  channel: Channel,
  address: string,
  trx: TransactionClientContract
): Promise<void> {
  const norm = normalized(channel, address)
  if (norm && (await hasAddress(contactId, channel, norm, trx))) return
  refuseField(
    'address',
    channel === 'email'
      ? 'The contact does not have this address'
      : 'The contact does not have this number'
  )
}

function normalized(channel: Channel, address: string): string | null {
  try {
    return normalizeAddress(channel, address)
  } catch (error) {
    if (error instanceof InvalidEmailException || error instanceof InvalidPhoneException)
      return null
    throw error
  }
}

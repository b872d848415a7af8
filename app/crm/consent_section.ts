import db from '@adonisjs/lucid/services/db'
import { tellStaff } from '#identity/staff_channels'
import { Refusal } from '#core/http/refusal'
import { type Channel, Consent } from '#crm/consent'
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

/**
 * Writes down what somebody told the staff. Throws Refusal (422) for a grant without proof where the person refused
 * (the ledger would keep it, and it would change nothing).
 */
export async function recordByStaff(contact: Contact, said: StaffConsent): Promise<void> {
  const topicId = said.topicId ?? null
  if (topicId) await Topic.query().where('id', topicId).firstOrFail()
  await db.transaction(async (trx) => {
    const [id] = await Consent.record(
      [
        {
          ...said,
          topicId,
          contactId: contact.id,
          source: 'staff',
          proof: said.proof ? { document: said.proof } : {},
        },
      ],
      trx
    )
    const holds = await consentStatesOf(contact.id, trx)
    const now = holds.find((one) => one.channel === said.channel && one.topicId === topicId)
    if (now?.consentId !== id && now?.state !== said.state) {
      throw new Refusal(
        'This was refused before. Say where the new consent can be seen: without proof it would not count.',
        { code: 'E_CONSENT_REFUSED', field: 'proof' }
      )
    }
    await tellStaff('contacts', contact.id, trx)
  })
}

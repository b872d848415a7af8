import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { normalizeEmail } from '#core/email_address'
import type { ConsentState } from '#crm/consent'
import { consentStatesOf } from '#crm/queries/consents'
import Topic from '#crm/models/topic'
import { readerOfContact, readerOfMail, readerOfSend } from '#messaging/queries/readers'
import { type LinkOwner, readOwnerToken, type TokenPurpose } from '#messaging/tokens'

/** The person whom a link in a mail is for; who holds the link speaks for them. */
export type Reader = {
  owner: LinkOwner
  /** Null where only the address is known. */
  contactId: string | null
  /** As it is compared. */
  address: string
  locale: string | null
  /** What the mail was about; null for all marketing. */
  topic: Topic | null
}

/** Who is meant by a token; null for one of another install, organization or purpose, and where nobody is left. */
export async function readerOf(purpose: TokenPurpose, token: string): Promise<Reader | null> {
  const owner = readOwnerToken(purpose, token)
  const found = owner && (await findReader(owner))
  if (!owner || !found?.email) return null
  const topic = found.topicId ? await Topic.query().where('id', found.topicId).first() : null
  const { contactId, locale } = found
  return { owner, contactId, address: normalizeEmail(found.email), locale, topic }
}

function findReader(owner: LinkOwner) {
  if (owner.kind === 'send') return readerOfSend(owner.runId, owner.n)
  if (owner.kind === 'mail') return readerOfMail(owner.mailId)
  return readerOfContact(owner.contactId)
}

/** An address so that its owner knows it and nobody else learns it: `ad…@example.com`. */
export function masked(address: string): string {
  const [local, domain] = address.split('@')
  return `${local.slice(0, local.length > 3 ? 2 : 1)}…@${domain}`
}

/** What somebody hears about by mail. */
export type Wishes = {
  /** Null where nothing was said about all marketing. */
  all: ConsentState | null
  topics: { topic: Topic; isOn: boolean; own: ConsentState | null }[]
}

/** What holds for a contact, by the rules that sending asks too; archived topics are left out. */
export async function wishesOf(
  contactId: string,
  client?: TransactionClientContract
): Promise<Wishes> {
  // One after the other: a transaction is one connection.
  const states = await consentStatesOf(contactId, client)
  const topics = await Topic.query({ client }).whereNull('archivedAt').orderBy('name')
  const stateOf = (topicId: string | null) =>
    states.find((one) => one.channel === 'email' && one.topicId === topicId)?.state ?? null
  const all = stateOf(null)
  return {
    all,
    topics: topics.map((topic) => {
      const own = stateOf(topic.id)
      const isCovered = own === 'granted' || (all === 'granted' && topic.isDefault)
      return { topic, own, isOn: isCovered && own !== 'denied' && all !== 'denied' }
    }),
  }
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { ApiCaller } from '#core/api/caller'
import { InvalidRequest } from '#core/api/invalid_request'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import type { ContactBody } from '#crm/api/contact_body'
import {
  ContactWriter,
  type Given,
  type Match,
  type Outcome,
  type Owners,
} from '#crm/api/contact_writer'
import type { ContactWish, Knowledge } from '#crm/api/contact_wish'
import { unlessTaken } from '#crm/api/taken'
import ContactDeleted from '#crm/events/contact_deleted'
import { homeCountry } from '#crm/home_country'
import Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import { colleagues } from '#crm/queries/colleagues'
import { setDeleted } from '#crm/queries/removals'

type Trx = TransactionClientContract

const TRIES = 3

/** Makes a contact, or brings a deleted one of the same address back. Throws InvalidRequest, Refusal (409). */
export async function createContact(
  body: ContactBody,
  caller: ApiCaller,
  trx: Trx
): Promise<Contact> {
  if (!body.email && !body.phone && !body.emails?.length && !body.phones?.length) {
    if (!body.first_name && !body.last_name && !body.external_id) {
      const message = 'Send a name, an address, a number or an external id'
      throw new InvalidRequest([{ field: 'email', message }])
    }
  }
  const [outcome] = await writeContacts([{ index: 0, body }], caller, trx, (wish, owners) => {
    const owner = ownerOf(wish, owners)
    if (owner && !owners.deleted.has(owner)) throw isThere(owner)
    return { id: owner }
  })
  return found(outcome, trx)
}

/** Changes a contact. Throws E_ROW_NOT_FOUND, InvalidRequest, Refusal (409). */
export async function updateContact(
  id: string,
  body: Partial<ContactBody>,
  caller: ApiCaller,
  trx: Trx
): Promise<Contact> {
  await Contact.query({ client: trx }).where('id', id).firstOrFail()
  const [outcome] = await writeContacts([{ index: 0, body }], caller, trx, (wish, owners) => {
    const other = otherOwnerOf(wish, owners, id)
    if (other) throw isThere(other)
    return { id }
  })
  await tellStaff('contacts', id, trx)
  return found(outcome, trx)
}

/** Takes a contact out of all lists. Throws E_ROW_NOT_FOUND. */
export async function deleteContact(id: string, trx: Trx): Promise<void> {
  const contact = await Contact.query({ client: trx }).where('id', id).firstOrFail()
  if (!(await setDeleted('contact', id, true, trx))) return
  await ContactDeleted.record(
    {
      organizationId: Tenant.id(),
      subjectId: id,
      contactId: id,
      payload: { name: contact.fullName },
    },
    trx
  )
  await tellStaff('contacts', id, trx)
}

/** Writes a set of contacts. When somebody writes the same ones in the same moment, the set is tried again. */
export async function writeContacts(
  given: Given[],
  caller: ApiCaller,
  trx: Trx,
  match: (wish: ContactWish, owners: Owners) => Match
): Promise<Outcome[]> {
  const known = await knowledge(caller)
  for (let n = 1; ; n++) {
    const written = await unlessTaken<Outcome[] | null>(
      trx,
      async (inner) => {
        return new ContactWriter(inner, known).write(given, match)
      },
      () => null
    )
    if (written) return written
    if (n === TRIES) {
      throw new Refusal('The same contacts are being written by somebody else. Send it again.', {
        code: 'E_CONTACTS_BUSY',
        status: 409,
      })
    }
  }
}

async function knowledge(caller: ApiCaller): Promise<Knowledge> {
  return {
    fields: await CustomField.activeOf('contact'),
    country: await homeCountry(),
    members: new Set((await colleagues()).map(({ id }) => id)),
    makesTags: caller.can('tags:create'),
  }
}

function found(outcome: Outcome, trx: Trx): Promise<Contact> {
  if (outcome.state === 'failed') throw new InvalidRequest(outcome.faults)
  return Contact.query({ client: trx }).where('id', outcome.id).firstOrFail()
}

/** Who has the first of the addresses that somebody has. */
function ownerOf({ emails, columns }: ContactWish, owners: Owners): string | null {
  for (const { norm } of emails) {
    const owner = owners.ofEmail.get(norm)
    if (owner) return owner
  }
  return (columns.external_id && owners.ofExternalId.get(columns.external_id)) || null
}

function otherOwnerOf({ emails, columns }: ContactWish, owners: Owners, id: string): string | null {
  const all = emails.map(({ norm }) => owners.ofEmail.get(norm))
  if (columns.external_id) all.push(owners.ofExternalId.get(columns.external_id))
  return all.find((owner) => owner !== undefined && owner !== id) ?? null
}

function isThere(id: string): Refusal {
  return new Refusal(`Another contact has this address or external id: ${id}`, {
    code: 'E_CONTACT_EXISTS',
    status: 409,
  })
}

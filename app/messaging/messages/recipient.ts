import { InvalidRequest } from '#core/api/invalid_request'
import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { Refusal } from '#core/http/refusal'
import Contact from '#crm/models/contact'
import { Suppression } from '#crm/suppression'
import type { MessageBody } from '#messaging/messages/message_body'
import { readerOf } from '#messaging/queries/templates/readers'
import type { Person } from '#messaging/rendering/person'

export type Recipient = {
  address: string
  addressNorm: string
  name: string | null
  contactId: string | null
  locale: string | null
  /** What is known of them; null for an address that no contact has. */
  person: Person | null
}

/** Reads an address. Throws InvalidRequest at the field. */
export function readAddress(field: string, address: string): string {
  try {
    return normalizeEmail(address)
  } catch (error) {
    if (!(error instanceof InvalidEmailException)) throw error
    throw new InvalidRequest([{ field, message: error.message }])
  }
}

/**
 * Who gets a message: a contact, or whoever has the address. Throws InvalidRequest, and Refusal (422) for an address
 * that is not written to at all; one that is kept from marketing alone gets its receipts.
 */
export async function recipientOf(body: MessageBody): Promise<Recipient> {
  const recipient = body.contact_id
    ? await theContact(body.contact_id)
    : await whoeverHas(body.to!.address, body.to!.name ?? null)
  const { addressNorm } = recipient
  if ((await Suppression.covers('email', [addressNorm], 'transactional')).has(addressNorm)) {
    throw new Refusal(
      'This address is suppressed: mail to it came back, or its owner complained.',
      {
        code: 'E_ADDRESS_SUPPRESSED',
        field: body.contact_id ? 'contact_id' : 'to.address',
      }
    )
  }
  return recipient
}

async function theContact(id: string): Promise<Recipient> {
  const contact = await Contact.query().where('id', id).first()
  if (!contact?.email) {
    const message = contact ? 'This contact has no e-mail address' : 'There is no such contact'
    throw new InvalidRequest([{ field: 'contact_id', message }])
  }
  return asRecipient(contact, contact.email, null)
}

async function whoeverHas(address: string, name: string | null): Promise<Recipient> {
  const addressNorm = readAddress('to.address', address)
  const contact = await Contact.ofAddress(addressNorm)
  if (contact) return asRecipient(contact, address.trim(), name)
  return {
    address: address.trim(),
    addressNorm,
    name,
    contactId: null,
    locale: null,
    person: null,
  }
}

async function asRecipient(contact: Contact, address: string, name: string | null) {
  const person = await readerOf(contact.id)
  return {
    address,
    addressNorm: normalizeEmail(address),
    name: name ?? (person?.full_name || null),
    contactId: contact.id,
    locale: contact.locale,
    person,
  }
}

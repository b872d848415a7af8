import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ContactSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { normalizeEmail } from '#core/email_address'
import { Tenanted } from '#core/tenancy/tenanted'
import { Deletable } from '#crm/models/deletable'
import ContactEmail from '#crm/models/contact_email'
import { searchWords } from '#crm/queries/search_words'
import { type ContactEntry, enterContact } from '#crm/contact_entry'
import { Employable } from '#crm/models/contact/employable'
import { identify, type Identity } from '#crm/models/contact/identifiable'
import { Nameable } from '#crm/models/contact/nameable'
import { Reachable } from '#crm/models/contact/reachable'
import { Removable } from '#crm/models/contact/removable'
import { Revisable } from '#crm/models/contact/revisable'
import { Taggable } from '#crm/models/contact/taggable'

/** A person in an organization's CRM: lead, buyer, student. */
export default class Contact extends compose(
  ContactSchema,
  Tenanted,
  Deletable,
  WithId,
  Nameable,
  Revisable,
  Reachable,
  Employable,
  Taggable,
  Removable
) {
  /** Finds or makes the contact of an address in the tenant. Throws InvalidEmailException. */
  static async identify(identity: Identity, trx: TransactionClientContract): Promise<Contact> {
    const { id } = await identify(identity, trx)
    return Contact.query({ client: trx }).where('id', id).firstOrFail()
  }

  /** The contact who has this address, as the primary or another one. Throws InvalidEmailException. */
  static ofAddress(email: string): Promise<Contact | null> {
    return Contact.query()
      .whereIn(
        'id',
        ContactEmail.query().where('emailNorm', normalizeEmail(email)).select('contactId')
      )
      .first()
  }

  /** A contact entered by hand, or the one that has the address already. */
  static async enter(details: ContactEntry): Promise<Contact> {
    return (await enterContact(details)).contact
  }

  /** Name, address or number begins with (up to three letters) or contains the words; served by indexes. */
  static matching = scope((query, text: string) => {
    const found = searchWords(text, 'contacts')
    void query.whereRaw(found.sql, found.bindings as string[])
  })

  /** How this contact's address is spelt here; the given spelling when it is not hers. */
  async spellingOf(email: string): Promise<string> {
    const row = await ContactEmail.query()
      .where({ contactId: this.id, emailNorm: normalizeEmail(email) })
      .first()
    return row?.email ?? email
  }
}

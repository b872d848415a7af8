import db from '@adonisjs/lucid/services/db'
import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ContactSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import ContactUpdated from '#crm/events/contact_updated'
import Activity from '#crm/models/activity'
import ActivityTransformer from '#crm/transformers/activity_transformer'
import { identify, type Identity } from '#crm/models/contact/identifiable'

/** A person in an organization's CRM: lead, buyer, student. */
export default class Contact extends compose(ContactSchema, Tenanted, WithId) {
  /** Finds or makes the contact of an address in the tenant. Throws InvalidEmailException. */
  static async identify(identity: Identity, trx: TransactionClientContract): Promise<Contact> {
    const id = await identify(identity, trx)
    return Contact.query({ client: trx }).where('id', id).firstOrFail()
  }

  /** A contact entered by hand, or the one that has the address already. */
  static async enter({
    email,
    firstName,
    lastName,
  }: {
    email: string
    firstName?: string | null
    lastName?: string | null
  }): Promise<Contact> {
    return db.transaction(async (trx) => {
      const contact = await Contact.identify({ email, source: 'staff' }, trx)
      // A name that is known, or half of one, is not overwritten from here.
      if (!contact.firstName && !contact.lastName && (firstName || lastName)) {
        await contact.merge({ firstName: firstName ?? null, lastName: lastName ?? null }).save()
      }
      return contact
    })
  }

  /** Name or address contains the words; served by the trigram index. */
  static matching = scope((query, text: string) => {
    const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`
    void query.whereRaw(
      `(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email_norm) ilike ?`,
      [pattern]
    )
  })

  get fullName(): string {
    return [this.firstName, this.lastName].filter(Boolean).join(' ') || this.email
  }

  /** What happened to this person lately, the newest first. */
  async timeline(limit = 50) {
    const activities = await Activity.query()
      .where('contactId', this.id)
      .orderBy('occurredAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    return activities.map((activity) => new ActivityTransformer(activity).toObject())
  }

  /** Changes details and records which. */
  async revise(
    details: Partial<Pick<Contact, 'firstName' | 'lastName' | 'phone' | 'locale' | 'country'>>
  ): Promise<void> {
    await db.transaction(async (trx) => {
      Object.assign(this.useTransaction(trx), details)
      const fields = Object.keys(this.$dirty)
      if (fields.length === 0) return
      await this.save()
      await ContactUpdated.record(
        {
          organizationId: this.organizationId,
          subjectId: this.id,
          contactId: this.id,
          payload: { fields },
        },
        trx
      )
    })
  }
}

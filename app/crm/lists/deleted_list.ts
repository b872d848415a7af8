import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { keysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'
import CompanyRestored from '#crm/events/company_restored'
import ContactRestored from '#crm/events/contact_restored'
import type { ListEntity } from '#crm/lists/columns'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import { KEPT_DAYS } from '#crm/models/contact/removable'
import { deletersOf, restoreRecords } from '#crm/queries/deleted_records'
import { searchWords } from '#crm/queries/search_words'
import { tellStaff } from '#identity/staff_channels'

/** A deleted record that can be brought back until `erasedOn`. Times in ISO 8601. */
export type DeletedRow = {
  id: string
  name: string
  /** Address of a contact, domain of a company. */
  detail: string | null
  deletedAt: string
  deletedBy: string | null
  erasedOn: string
}

/** Deleted contacts or companies that can still be brought back, the last deleted first. */
export class DeletedList {
  constructor(readonly entity: ListEntity) {}

  /** Throws Refusal (422) for a cursor of another list. */
  async page(
    q: string | null,
    cursor?: string | null
  ): Promise<{ rows: DeletedRow[]; next: string | null; previous: string | null }> {
    const isContact = this.entity === 'contact'
    const query = isContact
      ? Contact.withDeleted().whereNull('mergedIntoId').whereNull('erasedAt')
      : Company.withDeleted()
    query.where('deletedAt', '>', clock.now().minus({ days: KEPT_DAYS }).toSQL())
    if (q) {
      const words = searchWords(q, isContact ? 'contacts' : 'companies')
      query.whereRaw(words.sql, words.bindings as string[])
    }
    const page = await keysetPage<Contact | Company>(query as never, {
      columns: [
        ['deleted_at', 'desc'],
        ['id', 'desc'],
      ],
      cursor,
      perPage: 50,
      scope: `deleted:${this.entity}:${q ?? ''}`,
    })
    const deleters = await deletersOf(
      this.entity,
      page.rows.map(({ id }) => id)
    )
    return {
      ...page,
      rows: page.rows.map((record) => ({
        id: record.id,
        name: record instanceof Contact ? record.fullName : record.name,
        detail: record instanceof Contact ? (record.email ?? record.phone) : record.domain,
        deletedAt: record.deletedAt!.toISO()!,
        deletedBy: deleters.get(record.id) ?? null,
        erasedOn: record.erasedOn!.toISO()!,
      })),
    }
  }

  /** Brings those of the ids back that are deleted; resolves to how many. */
  async restore(ids: string[]): Promise<number> {
    return db.transaction(async (trx) => {
      const back = await restoreRecords(this.entity, ids, clock.now().toISO(), trx)
      const isContact = this.entity === 'contact'
      const event = isContact ? ContactRestored : CompanyRestored
      await event.recordMany(
        back.map(({ id, name }) => ({
          organizationId: Tenant.id(),
          subjectId: id,
          contactId: isContact ? id : null,
          payload: { name },
        })),
        trx
      )
      for (const { id } of back) await tellStaff(isContact ? 'contacts' : 'companies', id, trx)
      return back.length
    })
  }
}

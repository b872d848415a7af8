import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tellStaff } from '#identity/staff_channels'
import type { CompanySchema } from '#database/schema'
import CompanyTagged from '#crm/events/company_tagged'
import CompanyUntagged from '#crm/events/company_untagged'
import { putTags, tagsOf, takeTags, type TagRow } from '#crm/queries/tags'
import { tagsNamed } from '#crm/tagging'

/** Words on a company. */
export function Taggable<T extends NormalizeConstructor<typeof CompanySchema>>(superclass: T) {
  return class TaggableCompany extends superclass {
    tags(): Promise<TagRow[]> {
      return tagsOf('company', this.id)
    }

    /** By name; missing tags are made. What is there already is no change. */
    async tag(names: string[], client?: TransactionClientContract): Promise<void> {
      const run = async (trx: TransactionClientContract) => {
        const tags = await tagsNamed(names, trx)
        const ids = tags.map(({ id }) => id)
        await told(this, CompanyTagged, await putTags('company', this.id, ids, trx), trx)
      }
      await (client ? run(client) : db.transaction(run))
    }

    async untag(tagIds: string[]): Promise<void> {
      await db.transaction(async (trx) => {
        await told(this, CompanyUntagged, await takeTags('company', this.id, tagIds, trx), trx)
      })
    }
  }
}

async function told(
  company: CompanySchema,
  event: typeof CompanyTagged | typeof CompanyUntagged,
  tags: TagRow[],
  trx: TransactionClientContract
): Promise<void> {
  if (tags.length === 0) return
  await event.record(
    {
      organizationId: company.organizationId,
      subjectId: company.id,
      payload: { tagIds: tags.map(({ id }) => id), names: tags.map(({ name }) => name) },
    },
    trx
  )
  await tellStaff('companies', company.id, trx)
}

import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import { TagSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import TagDeleted from '#crm/events/tag_deleted'
import TagMerged from '#crm/events/tag_merged'
import TagUpdated from '#crm/events/tag_updated'
import { refuseField } from '#crm/field_error'
import { countTagged, missingTags, moveTagged, type TagRow } from '#crm/queries/tags'
import { tagsNamed } from '#crm/tagging'
import { unlessTaken } from '#identity/taken'

/** A word on contacts and companies, with a colour. Its name is unique whatever the case and accents. */
export default class Tag extends compose(TagSchema, Tenanted, WithId) {
  /** The tag of this name; made where it is missing. */
  static async named(name: string): Promise<TagRow> {
    const [tag] = await db.transaction((trx) => tagsNamed([name], trx))
    return tag ?? refuseField('name', 'Enter a name')
  }

  /** Which of the names no tag has. */
  static missing(names: string[]): Promise<string[]> {
    return missingTags(names)
  }

  /** Throws a validation error for a name that another tag has. */
  async revise(details: { name?: string; color?: string }): Promise<void> {
    await unlessTaken(
      () =>
        db.transaction(async (trx) => {
          Object.assign(this.useTransaction(trx), details)
          const fields = Object.keys(this.$dirty)
          if (fields.length === 0) return
          await this.save()
          await TagUpdated.record(
            {
              organizationId: this.organizationId,
              subjectId: this.id,
              payload: { name: this.name, fields },
            },
            trx
          )
        }),
      () => refuseField('name', 'Another tag has this name. Merge the two instead.')
    )
  }

  /** Whatever wears this tag wears the other one, and this one is gone. */
  async mergeInto(other: Tag): Promise<void> {
    if (other.id === this.id) refuseField('intoId', 'Choose another tag')
    await db.transaction(async (trx) => {
      await moveTagged(this.id, other.id, trx)
      await this.useTransaction(trx).delete()
      await TagMerged.record(
        {
          organizationId: this.organizationId,
          subjectId: this.id,
          payload: { name: this.name, intoId: other.id, intoName: other.name },
        },
        trx
      )
    })
  }

  /** Takes it off everything, for good. */
  async erase(): Promise<void> {
    await db.transaction(async (trx) => {
      const counts = await countTagged(this.id, trx)
      await this.useTransaction(trx).delete()
      await TagDeleted.record(
        {
          organizationId: this.organizationId,
          subjectId: this.id,
          payload: { name: this.name, ...counts },
        },
        trx
      )
    })
  }
}

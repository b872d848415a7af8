import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { LessonAttachmentSchema } from '#database/schema'
import { displayName } from '#media/file_name'
import StoredFile from '#media/models/stored_file'

/** A file of a lesson, under the name that learners see. */
export default class LessonAttachment extends compose(LessonAttachmentSchema, Tenanted, WithId) {
  static table = 'lesson_attachments'

  @belongsTo(() => StoredFile, { foreignKey: 'fileId' })
  declare file: BelongsTo<typeof StoredFile>

  /** Takes another name, as safe as an uploaded file's, with the extension of its content. */
  async rename(name: string): Promise<void> {
    const file = await StoredFile.query().where('id', this.fileId).firstOrFail()
    this.name = displayName(name, file.mime)
    await this.save()
  }

  /** Takes away all files of some lessons, before the lessons themselves go. */
  static async discardOf(lessonIds: string[], trx: TransactionClientContract): Promise<void> {
    const attachments = await LessonAttachment.query({ client: trx }).whereIn(
      'lesson_id',
      lessonIds
    )
    const ids = attachments.map((attachment) => attachment.fileId)
    const files = await StoredFile.query({ client: trx }).whereIn('id', ids)
    for (const attachment of attachments) await attachment.useTransaction(trx).delete()
    for (const file of files) await file.erase(trx)
  }

  /** Takes the file away from the lesson, and its bytes with it. */
  async discard(): Promise<void> {
    await db.transaction(async (trx) => {
      const file = await StoredFile.query({ client: trx }).where('id', this.fileId).firstOrFail()
      await this.useTransaction(trx).delete()
      await file.erase(trx)
    })
  }
}

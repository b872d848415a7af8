import { compose } from '@adonisjs/core/helpers'
import { column } from '@adonisjs/lucid/orm'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { FileSchema } from '#database/schema'
import { Servable } from '#media/models/stored_file/servable'
import { Storable } from '#media/models/stored_file/storable'

/** An uploaded file: a row, and its bytes on the disk that the row names. */
export default class StoredFile extends compose(FileSchema, Tenanted, WithId, Servable, Storable) {
  static table = 'files'

  /** The naming strategy would look for `sha_256`. */
  @column({ columnName: 'sha256' })
  declare sha256: string
}

import { BaseTransformer } from '@adonisjs/core/transformers'
import type StoredFile from '#media/models/stored_file'

/** A file for staff. A private file has no address here: links are signed when one is asked for. */
export default class FileTransformer extends BaseTransformer<StoredFile> {
  toObject() {
    const isPublic = this.resource.visibility === 'public'
    return {
      ...this.pick(this.resource, ['id', 'name', 'mime', 'size', 'width', 'height']),
      url: isPublic ? this.resource.publicUrl() : null,
      srcset: isPublic ? this.resource.srcset : null,
    }
  }
}

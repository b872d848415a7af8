import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'

/**
 * The public file with this id; throws a 404. Staff look at the pictures of any of their
 * organizations on the admin host, so the host does not say whose file it is;
 * that it is public, its row says.
 */
export function findPublicFile(id: string): Promise<StoredFile> {
  return Tenant.unscoped('public file by its address', () =>
    StoredFile.query().where('id', id).where('visibility', 'public').firstOrFail()
  )
}

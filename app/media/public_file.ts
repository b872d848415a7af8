import { Exception } from '@adonisjs/core/exceptions'
import { Tenant } from '#core/tenancy/tenant'
import { hostOf, isAdminHost, organizationOfHost } from '#identity/hosts'
import StoredFile from '#media/models/stored_file'

/**
 * The public file with this id; throws a 404. A site shows its own files only;
 * on the admin's host staff look at the pictures of any of their organizations,
 * and that a file is public, its row says.
 */
export async function findPublicFile(id: string, hostHeader: string | null): Promise<StoredFile> {
  const host = hostOf(hostHeader)
  const find = () => StoredFile.query().where('id', id).where('visibility', 'public').firstOrFail()
  if (isAdminHost(host)) return Tenant.unscoped('public file on the admin host', find)
  const organization = await organizationOfHost(host)
  if (!organization) throw new Exception('There is no site at this address', { status: 404 })
  return Tenant.run(organization.id, find)
}

import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'

/** Rows of files whose bytes were never written; StoredFile.store() makes both. Needs a tenant in context. */
export const StoredFileFactory = Factory.define(StoredFile, () => {
  const id = uuid()
  return {
    id,
    disk: 'local',
    key: `${Tenant.id()}/${id}/plan.pdf`,
    name: 'Plan.pdf',
    mime: 'application/pdf',
    size: 1024,
    sha256: 'a'.repeat(64),
    visibility: 'private',
    width: null,
    height: null,
    variants: [],
    createdBy: null,
  }
})
  .state('public', (file) => {
    file.merge({ visibility: 'public' })
  })
  .state('picture', (file) => {
    file.merge({
      visibility: 'public',
      name: 'Rabbit.jpg',
      mime: 'image/jpeg',
      key: file.key.replace('plan.pdf', 'rabbit.jpg'),
      width: 800,
      height: 600,
    })
  })
  .build()

import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Archivals = () => import('#messaging/templates/controllers/archivals_controller')
const Brands = () => import('#messaging/templates/controllers/brands_controller')
const Canvases = () => import('#messaging/templates/controllers/canvases_controller')
const Copies = () => import('#messaging/templates/controllers/copies_controller')
const Drafts = () => import('#messaging/templates/controllers/drafts_controller')
const LinkChecks = () => import('#messaging/templates/controllers/link_checks_controller')
const Pictures = () => import('#messaging/templates/controllers/pictures_controller')
const Previews = () => import('#messaging/templates/controllers/previews_controller')
const Readers = () => import('#messaging/templates/controllers/readers_controller')
const Restorations = () => import('#messaging/templates/controllers/restorations_controller')
const StarterPreviews = () => import('#messaging/templates/controllers/starter_previews_controller')
const Templates = () => import('#messaging/templates/controllers/templates_controller')
const Tests = () => import('#messaging/templates/controllers/tests_controller')
const Versions = () => import('#messaging/templates/controllers/versions_controller')

const uuid = router.matchers.uuid()

router
  .group(() => {
    router.get('brand', [Brands, 'edit']).as('brand.edit')
    router.put('brand', [Brands, 'update']).as('brand.update')
    router.get('canvas', [Canvases, 'show']).as('canvas')
    router.get('pictures', [Pictures, 'index']).as('pictures')
    router.get('readers', [Readers, 'index']).as('readers')
    router.post('link-checks', [LinkChecks, 'store']).as('link_checks.store')
    router.get('starters/:key/preview', [StarterPreviews, 'show']).as('starters.preview')
    router
      .group(() => {
        router.put('draft', [Drafts, 'update']).as('draft.update')
        router.delete('draft', [Drafts, 'destroy']).as('draft.destroy')
        router.get('preview', [Previews, 'show']).as('preview.show')
        router.post('preview', [Previews, 'store']).as('preview.store')
        router.post('copies', [Copies, 'store']).as('copies.store')
        router.post('archival', [Archivals, 'store']).as('archival.store')
        router.delete('archival', [Archivals, 'destroy']).as('archival.destroy')
        router.post('tests', [Tests, 'store']).as('tests.store')
        router.get('versions', [Versions, 'index']).as('versions.index')
        router.post('versions', [Versions, 'store']).as('versions.store')
        router
          .post('versions/:version_id/restoration', [Restorations, 'store'])
          .as('restorations.store')
      })
      .prefix(':template_id')
  })
  .prefix('admin/templates')
  .as('messaging.templates')
  .where('template_id', uuid)
  .where('version_id', uuid)
  .use([middleware.web(), middleware.staff()])

router
  .group(() => {
    router.resource('templates', Templates).only(['index', 'create', 'store', 'edit', 'update'])
  })
  .prefix('admin')
  .as('messaging')
  .where('id', uuid)
  .use([middleware.web(), middleware.staff()])

import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const FilesController = () => import('#media/controllers/files_controller')
const PublicFilesController = () => import('#media/controllers/public_files_controller')
const PrivateFilesController = () => import('#media/controllers/private_files_controller')

router
  .group(() => {
    router.post('files', [FilesController, 'store']).as('files.store')
  })
  .prefix('admin/media')
  .as('media')
  .use([middleware.web(), middleware.staff()])

router
  .group(() => {
    router.get('private/:token', [PrivateFilesController, 'show']).as('private_files.show')
    router
      .get(':id/:variant?', [PublicFilesController, 'show'])
      .where('id', router.matchers.uuid())
      .where('variant', /^w\d{3,4}$/)
      .as('public_files.show')
  })
  .prefix('media')
  .as('media')

import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Policies = () => import('#messaging/controllers/send_policies_controller')

router
  .group(() => {
    router.get('sending', [Policies, 'edit']).as('send_policies.edit')
    router.put('sending', [Policies, 'update']).as('send_policies.update')
  })
  .prefix('admin/settings')
  .as('messaging')
  .use([middleware.web(), middleware.staff()])

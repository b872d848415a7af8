import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Choices = () => import('#crm/controllers/choices_controller')

router
  .group(() => {
    router.get('choices/:key', [Choices, 'index'])
  })
  .prefix('admin')
  .as('crm')
  .use([middleware.web(), middleware.staff()])

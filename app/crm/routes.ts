import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import '#crm/activity_routes'
import '#crm/deal_routes'
import '#crm/list_routes'
import '#crm/record_routes'

const Contacts = () => import('#crm/controllers/contacts_controller')

router
  .group(() => {
    router.resource('contacts', Contacts).only(['index'])
  })
  .prefix('admin')
  .as('crm')
  .where('id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Consents = () => import('#crm/controllers/contacts/consents_controller')
const Suppressions = () => import('#crm/controllers/suppressions_controller')
const Topics = () => import('#crm/controllers/topics_controller')

router
  .group(() => {
    router.resource('contacts/suppressions', Suppressions).only(['index', 'store', 'destroy'])
    router.resource('contacts.consents', Consents).only(['store'])
    router.resource('settings/topics', Topics).only(['index', 'store', 'update'])
  })
  .prefix('admin')
  .as('crm.consent')
  .where('id', router.matchers.uuid())
  .where('contact_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

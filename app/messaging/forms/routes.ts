import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Forms = () => import('#messaging/forms/controllers/forms_controller')
const PublicForms = () => import('#messaging/forms/controllers/public_forms_controller')
const EmbeddedForms = () => import('#messaging/forms/controllers/embedded_forms_controller')
const Confirmations = () => import('#messaging/forms/controllers/confirmations_controller')

router
  .group(() => {
    router.get('forms/:slug', [PublicForms, 'show']).as('show')
    router.post('forms/:slug', [PublicForms, 'store']).as('store').use(middleware.sameOrigin())
    router.post('forms/:slug/entries', [PublicForms, 'storeFromAnywhere']).as('entries.store')
    router.get('forms/:slug/embed', [EmbeddedForms, 'show']).as('embed')
    router
      .post('forms/:slug/embed', [EmbeddedForms, 'store'])
      .as('embed.store')
      .use(middleware.sameOrigin())
    router.get('confirm/:token', [Confirmations, 'show']).as('confirm')
    router.post('confirm/:token', [Confirmations, 'store']).as('confirm.store')
  })
  .as('messaging.form')
  .where('slug', router.matchers.slug())
  .use(middleware.site())

router
  .group(() => {
    router.resource('forms', Forms).only(['index', 'store', 'edit', 'update', 'destroy'])
  })
  .prefix('admin')
  .as('messaging.forms')
  .where('id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

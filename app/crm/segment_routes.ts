import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Archivals = () => import('#crm/controllers/segment_archivals_controller')
const Contacts = () => import('#crm/controllers/segment_contacts_controller')
const Copies = () => import('#crm/controllers/segment_copies_controller')
const Counts = () => import('#crm/controllers/segment_counts_controller')
const Reasons = () => import('#crm/controllers/segment_reasons_controller')
const Segments = () => import('#crm/controllers/segments_controller')

router
  .group(() => {
    router.resource('segments', Segments).except(['destroy'])
    router.post('segment-counts', [Counts, 'store']).as('segment_counts.store')
    router.post('segments/:segment_id/archival', [Archivals, 'store']).as('segment_archivals.store')
    router
      .delete('segments/:segment_id/archival', [Archivals, 'destroy'])
      .as('segment_archivals.destroy')
    router.post('segments/:segment_id/copies', [Copies, 'store']).as('segment_copies.store')
    router.resource('segments.contacts', Contacts).only(['store', 'destroy'])
    router.get('segments/:segment_id/reasons/:id', [Reasons, 'show']).as('segment_reasons.show')
  })
  .prefix('admin')
  .as('crm')
  .where('id', router.matchers.uuid())
  .where('segment_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

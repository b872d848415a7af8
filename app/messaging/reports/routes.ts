import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Audience = () => import('#messaging/reports/controllers/audience_reports_controller')
const Deliverability = () => import('#messaging/reports/controllers/deliverability_controller')
const Dmarc = () => import('#messaging/reports/controllers/dmarc_reports_controller')
const Exports = () => import('#messaging/reports/controllers/report_exports_controller')

router
  .group(() => {
    router.get('/', [Deliverability, 'index']).as('index')
    router.get('dmarc', [Dmarc, 'index']).as('dmarc.index')
    router.post('dmarc', [Dmarc, 'store']).as('dmarc.store')
    router.get('audience', [Audience, 'index']).as('audience')
    router.get('export', [Exports, 'show']).as('export')
  })
  .prefix('admin/deliverability')
  .as('messaging.deliverability')
  .use([middleware.web(), middleware.staff()])

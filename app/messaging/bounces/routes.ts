import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Checks = () => import('#messaging/bounces/controllers/return_domain_checks_controller')
const Mailboxes = () => import('#messaging/bounces/controllers/bounce_mailboxes_controller')
const Readings = () => import('#messaging/bounces/controllers/bounce_readings_controller')
const SandboxRecords = () =>
  import('#messaging/bounces/controllers/return_sandbox_records_controller')
const Tests = () => import('#messaging/bounces/controllers/bounce_connection_tests_controller')

router
  .group(() => {
    router.get('bounces', [Mailboxes, 'show']).as('bounce_mailboxes.show')
    router.put('bounces', [Mailboxes, 'update']).as('bounce_mailboxes.update')
    router.delete('bounces', [Mailboxes, 'destroy']).as('bounce_mailboxes.destroy')
    router.put('bounces/reading', [Readings, 'update']).as('bounce_readings.update')
    router.post('bounces/readings', [Readings, 'store']).as('bounce_readings.store')
    router.post('bounces/tests', [Tests, 'store']).as('bounce_connection_tests.store')
    router.post('bounces/checks', [Checks, 'store']).as('return_domain_checks.store')
    router
      .post('bounces/sandbox-records', [SandboxRecords, 'store'])
      .as('return_sandbox_records.store')
  })
  .prefix('admin/settings')
  .as('messaging')
  .use([middleware.web(), middleware.staff()])

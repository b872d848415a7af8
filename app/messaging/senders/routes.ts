import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Archivals = () => import('#messaging/controllers/sender_archivals_controller')
const Checks = () => import('#messaging/controllers/sending_domain_checks_controller')
const Defaults = () => import('#messaging/controllers/default_senders_controller')
const Domains = () => import('#messaging/controllers/sending_domains_controller')
const SandboxRecords = () => import('#messaging/controllers/sandbox_records_controller')
const Senders = () => import('#messaging/controllers/senders_controller')

router
  .group(() => {
    router.resource('senders', Senders).only(['index', 'store', 'update'])
    router.put('senders/:sender_id/default', [Defaults, 'update']).as('default_senders.update')
    router.post('senders/:sender_id/archival', [Archivals, 'store']).as('sender_archivals.store')
    router
      .delete('senders/:sender_id/archival', [Archivals, 'destroy'])
      .as('sender_archivals.destroy')
    router
      .resource('sending-domains', Domains)
      .only(['store', 'show', 'update', 'destroy'])
      .as('sending_domains')
    router
      .post('sending-domains/:sending_domain_id/checks', [Checks, 'store'])
      .as('sending_domain_checks.store')
    router
      .post('sending-domains/:sending_domain_id/sandbox-records', [SandboxRecords, 'store'])
      .as('sandbox_records.store')
  })
  .prefix('admin/settings')
  .as('messaging')
  .where('id', router.matchers.uuid())
  .where('sender_id', router.matchers.uuid())
  .where('sending_domain_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

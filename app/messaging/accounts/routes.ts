import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Accounts = () => import('#messaging/controllers/mail_accounts_controller')
const Breakers = () => import('#messaging/controllers/mail_account_breakers_controller')
const Orders = () => import('#messaging/controllers/mail_account_orders_controller')
const Secrets = () => import('#messaging/controllers/mail_account_secrets_controller')
const States = () => import('#messaging/controllers/mail_account_states_controller')
const Tests = () => import('#messaging/controllers/mail_account_tests_controller')

router
  .group(() => {
    router
      .resource('mail-accounts', Accounts)
      .only(['index', 'create', 'store', 'show', 'update'])
      .as('mail_accounts')
    router.put('mail-account-order', [Orders, 'update']).as('mail_account_orders.update')
    const at = 'mail-accounts/:mail_account_id'
    router.put(`${at}/secrets`, [Secrets, 'update']).as('mail_account_secrets.update')
    router.post(`${at}/tests`, [Tests, 'store']).as('mail_account_tests.store')
    router.put(`${at}/state`, [States, 'update']).as('mail_account_states.update')
    router.delete(`${at}/breaker`, [Breakers, 'destroy']).as('mail_account_breakers.destroy')
  })
  .prefix('admin/settings')
  .as('messaging')
  .where('id', router.matchers.uuid())
  .where('mail_account_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

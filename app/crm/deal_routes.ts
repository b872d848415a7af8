import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Boards = () => import('#crm/controllers/deal_boards_controller')
const Choices = () => import('#crm/controllers/deal_choices_controller')
const Contacts = () => import('#crm/controllers/deal_contacts_controller')
const Deals = () => import('#crm/controllers/deals_controller')
const Forecasts = () => import('#crm/controllers/deal_forecasts_controller')
const Lines = () => import('#crm/controllers/deal_lines_controller')
const Moves = () => import('#crm/controllers/deal_moves_controller')
const Outcomes = () => import('#crm/controllers/deal_outcomes_controller')
const Pipelines = () => import('#crm/controllers/pipelines_controller')
const Reasons = () => import('#crm/controllers/deal_reasons_controller')
const Restorations = () => import('#crm/controllers/deal_restorations_controller')

router
  .group(() => {
    router.get('deals', [Boards, 'show']).as('deal_boards.show')
    router.get('deals/table', [Deals, 'index']).as('deals.index')
    router.get('deals/forecast', [Forecasts, 'show']).as('deal_forecasts.show')
    router.get('deals/choices', [Choices, 'index']).as('deal_choices.index')
    router.resource('deals', Deals).only(['store', 'show', 'update', 'destroy'])
    router.post('deals/:deal_id/moves', [Moves, 'store']).as('deal_moves.store')
    router.post('deals/:deal_id/outcome', [Outcomes, 'store']).as('deal_outcomes.store')
    router.delete('deals/:deal_id/outcome', [Outcomes, 'destroy']).as('deal_outcomes.destroy')
    router.put('deals/:deal_id/lines', [Lines, 'update']).as('deal_lines.update')
    router.resource('deals.contacts', Contacts).only(['store', 'destroy'])
    router.post('deals/:deal_id/restoration', [Restorations, 'store']).as('deal_restorations.store')
    router
      .resource('settings/pipelines', Pipelines)
      .only(['index', 'store', 'update', 'destroy'])
      .as('pipelines')
    router.put('settings/deal-reasons', [Reasons, 'update']).as('deal_reasons.update')
  })
  .prefix('admin')
  .as('crm')
  .where('id', router.matchers.uuid())
  .where('deal_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

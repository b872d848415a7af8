import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Choices = () => import('#crm/controllers/choices_controller')
const ContactLists = () => import('#crm/controllers/contact_lists_controller')
const CompanyLists = () => import('#crm/controllers/company_lists_controller')
const Cells = () => import('#crm/controllers/record_cells_controller')
const Views = () => import('#crm/controllers/views_controller')
const DefaultViews = () => import('#crm/controllers/default_views_controller')
const BulkActions = () => import('#crm/controllers/bulk_actions_controller')
const Deleted = () => import('#crm/controllers/deleted_records_controller')
const BulkUndos = () => import('#crm/controllers/bulk_undos_controller')

router
  .group(() => {
    router.get('contacts', [ContactLists, 'index']).as('contacts.index')
    router.get('companies', [CompanyLists, 'index']).as('companies.index')
    router.get('contacts/deleted', [Deleted, 'contacts']).as('contacts.deleted')
    router.get('companies/deleted', [Deleted, 'companies']).as('companies.deleted')
    router.post('contacts/restorations', [Deleted, 'restoreContacts']).as('contacts.restorations')
    router
      .post('companies/restorations', [Deleted, 'restoreCompanies'])
      .as('companies.restorations')
    router.put('contacts/:contact_id/cells/:key', [Cells, 'updateContact'])
    router.put('companies/:company_id/cells/:key', [Cells, 'updateCompany'])
    router.get('choices/:key', [Choices, 'index'])
    router.resource('views', Views).only(['store', 'update', 'destroy'])
    router.put('default-view', [DefaultViews, 'update'])
    router.post('bulk-actions', [BulkActions, 'store'])
    router.post('bulk-actions/:bulk_action_id/undo', [BulkUndos, 'store'])
  })
  .prefix('admin')
  .as('crm')
  .where('id', router.matchers.uuid())
  .where('contact_id', router.matchers.uuid())
  .where('company_id', router.matchers.uuid())
  .where('bulk_action_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

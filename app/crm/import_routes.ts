import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Imports = () => import('#crm/controllers/imports_controller')
const ImportFields = () => import('#crm/controllers/import_fields_controller')
const ImportChecks = () => import('#crm/controllers/import_checks_controller')
const ImportRuns = () => import('#crm/controllers/import_runs_controller')
const ImportUndos = () => import('#crm/controllers/import_undos_controller')
const ImportErrors = () => import('#crm/controllers/import_errors_controller')
const Exports = () => import('#crm/controllers/exports_controller')

router
  .group(() => {
    router.resource('imports', Imports).only(['index', 'store', 'show', 'update'])
    router.resource('imports.checks', ImportChecks).only(['store'])
    router.resource('imports.fields', ImportFields).only(['store'])
    router.resource('imports.runs', ImportRuns).only(['store'])
    router.delete('imports/:import_id/runs', [ImportRuns, 'destroy']).as('imports.runs.destroy')
    router.resource('imports.undos', ImportUndos).only(['store'])
    router.get('imports/:import_id/errors', [ImportErrors, 'show']).as('imports.errors.show')
    router.resource('exports', Exports).only(['index', 'store', 'show'])
  })
  .prefix('admin/contacts')
  .as('crm')
  .where('id', router.matchers.uuid())
  .where('import_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

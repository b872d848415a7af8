import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Alike = () => import('#crm/controllers/contacts/alike_controller')
const Dismissals = () => import('#crm/controllers/duplicates/dismissals_controller')
const Duplicates = () => import('#crm/controllers/duplicates_controller')
const Merges = () => import('#crm/controllers/merges_controller')
const RunUndos = () => import('#crm/controllers/duplicates/run_undos_controller')
const Runs = () => import('#crm/controllers/duplicates/runs_controller')
const Scans = () => import('#crm/controllers/duplicates/scans_controller')

router
  .group(() => {
    router.get('contacts/alike', [Alike, 'index'])
    router.get('contacts/duplicates', [Duplicates, 'index'])
    router.post('contacts/duplicates/scans', [Scans, 'store'])
    router.post('contacts/duplicates/runs', [Runs, 'store'])
    router.delete('contacts/duplicates/runs/:id', [Runs, 'destroy'])
    router.post('contacts/duplicates/runs/:run_id/undo', [RunUndos, 'store'])
    router.post('contacts/duplicates/:duplicate_id/dismissal', [Dismissals, 'store'])
    router.delete('contacts/duplicates/:duplicate_id/dismissal', [Dismissals, 'destroy'])
    router.get('contacts/merges', [Merges, 'index'])
    router.get('contacts/merges/create', [Merges, 'create'])
    router.post('contacts/merges', [Merges, 'store'])
    router.delete('contacts/merges/:id', [Merges, 'destroy'])
  })
  .prefix('admin')
  .as('crm.merging')
  .where('id', router.matchers.uuid())
  .where('run_id', router.matchers.uuid())
  .where('duplicate_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

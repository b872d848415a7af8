import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const BulkCompletions = () => import('#crm/controllers/tasks/bulk_completions_controller')
const Choices = () => import('#crm/controllers/tasks/choices_controller')
const Colleagues = () => import('#crm/controllers/notes/colleagues_controller')
const Completions = () => import('#crm/controllers/tasks/completions_controller')
const Notes = () => import('#crm/controllers/notes_controller')
const Pins = () => import('#crm/controllers/notes/pins_controller')
const RecordTasks = () => import('#crm/controllers/tasks/records_controller')
const Tasks = () => import('#crm/controllers/tasks_controller')
const Timelines = () => import('#crm/controllers/timelines_controller')

// Tasks, notes and timelines, which hang on contacts, companies and deals alike.
router
  .group(() => {
    router.get('timeline/:type/:id', [Timelines, 'show']).as('timelines.show')
    router.get('timeline/:type/:id/tasks', [RecordTasks, 'show']).as('timelines.tasks')
    router.get('colleagues', [Colleagues, 'index']).as('colleagues.index')
    router.get('record_choices', [Choices, 'index']).as('record_choices.index')
    router.resource('tasks', Tasks).only(['index', 'store', 'update', 'destroy'])
    router.post('task_completions', [BulkCompletions, 'store']).as('task_completions.store')
    router.delete('task_completions', [BulkCompletions, 'destroy']).as('task_completions.destroy')
    router.post('tasks/:task_id/completion', [Completions, 'store']).as('completions.store')
    router.delete('tasks/:task_id/completion', [Completions, 'destroy']).as('completions.destroy')
    router.resource('notes', Notes).only(['store', 'update', 'destroy'])
    router.post('notes/:note_id/pin', [Pins, 'store']).as('pins.store')
    router.delete('notes/:note_id/pin', [Pins, 'destroy']).as('pins.destroy')
  })
  .prefix('admin')
  .as('crm.activity')
  .where('type', /^(contact|company|deal)$/)
  .where('id', router.matchers.uuid())
  .where('task_id', router.matchers.uuid())
  .where('note_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])

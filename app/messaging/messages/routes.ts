import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Contents = () => import('#messaging/messages/controllers/contents_controller')
const Messages = () => import('#messaging/messages/controllers/messages_controller')

const uuid = router.matchers.uuid()

router
  .group(() => {
    router.resource('messages', Messages).only(['index', 'show'])
    router.get('messages/:message_id/content', [Contents, 'show']).as('messages.content')
  })
  .prefix('admin')
  .as('messaging')
  .where('id', uuid)
  .where('message_id', uuid)
  .use([middleware.web(), middleware.staff()])

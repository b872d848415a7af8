import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Homes = () => import('#insights/controllers/homes_controller')
const Events = () => import('#insights/controllers/events_controller')
const Searches = () => import('#insights/controllers/searches_controller')

router
  .group(() => {
    router.get('/', [Homes, 'show']).as('home')
    router.get('events', [Events, 'index']).as('events')
    router.get('search', [Searches, 'show']).as('search')
  })
  .prefix('admin')
  .as('insights')
  .use([middleware.web(), middleware.staff()])

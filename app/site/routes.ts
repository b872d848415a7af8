import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Homes = () => import('#site/controllers/homes_controller')
const LegalPages = () => import('#site/controllers/legal_pages_controller')
const Crawlers = () => import('#site/controllers/crawlers_controller')
const SitePages = () => import('#site/controllers/site_pages_controller')

router
  .group(() => {
    router.get('/', [Homes, 'show']).as('home')
    router.get('privacy', [LegalPages, 'show']).as('privacy')
    router.get('imprint', [LegalPages, 'show']).as('imprint')
    router.get('sitemap.xml', [Crawlers, 'sitemap']).as('sitemap')
    router.get('robots.txt', [Crawlers, 'robots']).as('robots')
  })
  .as('site')
  .use(middleware.site())

router
  .group(() => {
    router.get('pages', [SitePages, 'index']).as('pages')
    router.get('pages/:key', [SitePages, 'edit']).as('pages.edit')
    router.put('pages/:key', [SitePages, 'update']).as('pages.update')
  })
  .prefix('admin')
  .as('site.admin')
  .where('key', /^(home|privacy|imprint)$/)
  .use([middleware.web(), middleware.staff()])

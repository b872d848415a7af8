import { demoData } from '#core/registry/demo_data'
import { searchSources } from '#core/registry/search'
import { eventCatalogue } from '#core/events/domain_event'
import SitePageUpdated from '#site/events/site_page_updated'

eventCatalogue.add(SitePageUpdated.type, SitePageUpdated)

demoData.add('site', {
  after: ['identity'],
  seed: async () => (await import('#site/demo')).seedSite(),
})

searchSources.add('pages', {
  permission: 'pages:read',
  find: async (term) => (await import('#site/queries/find_pages')).findPages(term),
})

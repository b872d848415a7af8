import { eventCatalogue } from '#core/events/domain_event'
import SitePageUpdated from '#site/events/site_page_updated'

eventCatalogue.add(SitePageUpdated.type, SitePageUpdated)

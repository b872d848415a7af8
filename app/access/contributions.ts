import { eventCatalogue } from '#core/events/domain_event'
import { mails } from '#core/mail/mail'
import '#access/timeline_stories'
import AccessGranted from '#access/events/access_granted'
import AccessRevoked from '#access/events/access_revoked'
import PortalOpened from '#access/events/portal_opened'

for (const event of [AccessGranted, AccessRevoked, PortalOpened]) {
  eventCatalogue.add(event.type, event)
}

mails.add('access/portal_link', () => import('#access/mails/portal_link'))

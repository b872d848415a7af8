import { eventCatalogue } from '#core/events/domain_event'
import { mails } from '#core/mail/mail'
import { contactReferences } from '#core/registry/contact_references'
import '#access/timeline_stories'
import AccessGranted from '#access/events/access_granted'
import AccessRevoked from '#access/events/access_revoked'
import PortalOpened from '#access/events/portal_opened'

for (const event of [AccessGranted, AccessRevoked, PortalOpened]) {
  eventCatalogue.add(event.type, event)
}

mails.add('access/portal_link', () => import('#access/mails/portal_link'))

contactReferences
  .add('access_grants.contact_id', {
    table: 'access_grants',
    column: 'contact_id',
    key: ['id'],
    unique: [['source_type', 'source_id', 'subject_type', 'subject_id']],
    label: { one: 'grant of access', many: 'grants of access' },
  })
  .add('portal_links.contact_id', {
    table: 'portal_links',
    column: 'contact_id',
    key: ['id'],
    label: { one: 'log-in link', many: 'log-in links' },
  })
  .add('portal_sessions.contact_id', {
    table: 'portal_sessions',
    column: 'contact_id',
    key: ['id'],
    label: { one: 'log-in', many: 'log-ins' },
  })

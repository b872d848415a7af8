import { eventCatalogue } from '#core/events/domain_event'
import { eventReaders } from '#core/events/reader'
import { schedules } from '#core/queue/schedules'
import { sweepers } from '#core/queue/sweepers'
import { contactPanels } from '#core/registry/contact_panels'
import { contactReferences } from '#core/registry/contact_references'
import { demoData } from '#core/registry/demo_data'
import { searchSources } from '#core/registry/search'
import { choiceSources } from '#core/registry/segment_conditions'
import { timelineStories } from '#core/registry/timeline_stories'
import '#crm/conditions/segment_conditions'
import SegmentArchived from '#crm/events/segment_archived'
import SegmentBuilt from '#crm/events/segment_built'
import SegmentCreated from '#crm/events/segment_created'
import SegmentEntered from '#crm/events/segment_entered'
import SegmentLeft from '#crm/events/segment_left'
import SegmentRestored from '#crm/events/segment_restored'
import SegmentUpdated from '#crm/events/segment_updated'
import { segments } from '#crm/readers/segments'

for (const event of [
  SegmentCreated,
  SegmentUpdated,
  SegmentArchived,
  SegmentRestored,
  SegmentBuilt,
  SegmentEntered,
  SegmentLeft,
]) {
  eventCatalogue.add(event.type, event)
}

eventReaders.add(segments.name, segments)

sweepers.add('crm/segment_builds', async () =>
  (await import('#crm/segment_building')).sweepBuilds()
)

schedules.add('crm-turn-segments', {
  every: 60_000,
  load: () => import('#crm/jobs/turn_segments'),
})

choiceSources.add('segments', {
  permission: 'segments:read',
  search: async (text) => (await import('#crm/queries/segment_choices')).searchSegments(text),
  named: async (ids) => (await import('#crm/queries/segment_choices')).segmentsNamed(ids),
})

contactPanels.add('segments', {
  label: 'Segments',
  icon: 'i-lucide-users-round',
  permission: 'segments:read',
  empty: 'In no segment.',
  rows: async (contactId) =>
    (await import('#crm/queries/segments_of_contact')).segmentsOfContact(contactId),
})

searchSources.add('segments', {
  permission: 'segments:read',
  find: async (term) => (await import('#crm/queries/segment_choices')).findSegments(term),
})

// Places on lists move with a merge; who is in by conditions is asked again after it.
contactReferences
  .add('segment_members.contact_id', {
    table: 'segment_members',
    column: 'contact_id',
    key: ['segment_id'],
    where: { is_listed: 'true' },
    unique: [['segment_id']],
    label: { one: 'place on a list', many: 'places on lists' },
  })
  .add('segment_dues.contact_id', {
    table: 'segment_dues',
    column: 'contact_id',
    key: ['segment_id'],
    label: { one: 'moment to ask again', many: 'moments to ask again' },
    isLedger: true,
  })

for (const [type, verb, icon] of [
  ['segment.entered', 'entered', 'i-lucide-log-in'],
  ['segment.left', 'left', 'i-lucide-log-out'],
] as const) {
  timelineStories.add(type, {
    group: 'profile',
    icon,
    tell: (facts) =>
      facts.map(({ subjectId, payload }) => ({
        who: 'contact',
        text: `${verb} the segment “${String(payload.name)}”`,
        href: `/admin/segments/${subjectId}`,
      })),
  })
}

demoData.add('segments', {
  after: ['crm'],
  seed: async () => (await import('#crm/segment_demo')).seedSegments(),
})

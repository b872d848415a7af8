import { eventCatalogue } from '#core/events/domain_event'
import { timelineStories, type TimelineGroup } from '#core/registry/timeline_stories'

/** Somebody of the staff, or a key. */
type Viewer = { can(permission: string): boolean }

/** What timelines are filtered by, in the order of the filter, and who sees it. */
export const TIMELINE_GROUPS: { key: TimelineGroup; label: string; permission: string }[] = [
  { key: 'notes', label: 'Notes', permission: 'notes:read' },
  { key: 'tasks', label: 'Tasks', permission: 'tasks:read' },
  { key: 'deals', label: 'Deals', permission: 'deals:read' },
  { key: 'orders', label: 'Orders', permission: 'orders:read' },
  { key: 'learning', label: 'Learning', permission: 'enrolments:read' },
  { key: 'mails', label: 'Mails', permission: 'mails:read' },
  { key: 'profile', label: 'Profile', permission: 'contacts:read' },
]

/** The groups that this viewer may see. */
export function groupsFor(viewer: Viewer) {
  return TIMELINE_GROUPS.filter(({ permission }) => viewer.can(permission))
}

/**
 * Types of events that a timeline shows to this viewer, of one group or of all; null where that is
 * every type, which is read along another index.
 */
export function kindsFor(viewer: Viewer, group: TimelineGroup | null): string[] | null {
  const allowed = new Set(groupsFor(viewer).map(({ key }) => key))
  if (!group && allowed.size === TIMELINE_GROUPS.length) return null
  const groupOf = (kind: string) => timelineStories.get(kind)?.group ?? 'profile'
  return [...new Set([...eventCatalogue.keys(), ...timelineStories.keys()])].filter((kind) =>
    group ? groupOf(kind) === group && allowed.has(group) : allowed.has(groupOf(kind))
  )
}

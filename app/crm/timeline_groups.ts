import { eventCatalogue } from '#core/events/domain_event'
import { timelineStories, type TimelineGroup } from '#core/registry/timeline_stories'
import type { Staff } from '#identity/staff'

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

/** The groups that this person may see. */
export function groupsFor(staff: Staff) {
  const permissions = new Set(staff.permissions)
  return TIMELINE_GROUPS.filter(({ permission }) => permissions.has(permission))
}

/**
 * Types of events that a timeline shows to this person, of one group or of all; null where that is
 * every type, which is read along another index.
 */
export function kindsFor(staff: Staff, group: TimelineGroup | null): string[] | null {
  const allowed = new Set(groupsFor(staff).map(({ key }) => key))
  if (!group && allowed.size === TIMELINE_GROUPS.length) return null
  const groupOf = (kind: string) => timelineStories.get(kind)?.group ?? 'profile'
  return [...new Set([...eventCatalogue.keys(), ...timelineStories.keys()])].filter((kind) =>
    group ? groupOf(kind) === group && allowed.has(group) : allowed.has(groupOf(kind))
  )
}

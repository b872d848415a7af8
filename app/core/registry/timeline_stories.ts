import { Registry } from '#core/registry/registry'

/** What timelines are filtered by. */
export type TimelineGroup =
  'notes' | 'tasks' | 'deals' | 'orders' | 'learning' | 'mails' | 'profile'

/** A line of a timeline, as far as its sentence needs it. */
export type TimelineFact = {
  kind: string
  subjectId: string | null
  contactId: string | null
  payload: Record<string, unknown>
}

export type Story = {
  /**
   * Whose name the sentence begins with: who did it, or the contact. Null where the
   * sentence stands alone and begins with a capital letter.
   */
  who: 'actor' | 'contact' | null
  /** `paid order 12`, without a full stop. */
  text: string
  detail?: string | null
  /** Path in the admin. */
  href?: string | null
}

/** How a type of event is told on the timelines of contacts, companies and deals. */
export type TimelineStory = {
  group: TimelineGroup
  /** Lucide icon, `i-lucide-receipt`. */
  icon: string
  /** One story per fact, in their order; facts of this type come together, so that names are read once. */
  tell(facts: TimelineFact[]): Promise<Story[]> | Story[]
}

/** By type of event. A type without one is told by its label. */
export const timelineStories = new Registry<TimelineStory>('timeline story')

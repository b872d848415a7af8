/** From which state a course may go to which. */
export const COURSE_LIFECYCLE: Record<string, readonly string[]> = {
  draft: ['published', 'archived'],
  published: ['draft', 'archived'],
  archived: ['draft'],
}

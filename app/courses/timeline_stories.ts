import { timelineStories, type TimelineFact } from '#core/registry/timeline_stories'

const STORIES = {
  'enrolment.created': ['i-lucide-graduation-cap', 'joined the course'],
  'course.completed': ['i-lucide-award', 'completed the course'],
} as const

for (const [type, [icon, verb]] of Object.entries(STORIES)) {
  timelineStories.add(type, {
    group: 'learning',
    icon,
    tell: async (facts) => {
      const { titlesOfCourses } = await import('#courses/queries/titles')
      const titles = await titlesOfCourses(facts.map(courseOf))
      return facts.map((fact) => ({
        who: 'contact',
        text: `${verb} “${titles.get(courseOf(fact)) ?? 'deleted since'}”`,
        href: titles.has(courseOf(fact)) ? `/admin/courses/${courseOf(fact)}/students` : null,
      }))
    },
  })
}

timelineStories.add('lesson.completed', {
  group: 'learning',
  icon: 'i-lucide-book-open-check',
  tell: async (facts) => {
    const { titlesOfCourses, titlesOfLessons } = await import('#courses/queries/titles')
    const [lessons, courses] = await Promise.all([
      titlesOfLessons(facts.flatMap(({ subjectId }) => subjectId ?? [])),
      titlesOfCourses(facts.map(courseOf)),
    ])
    return facts.map((fact) => ({
      who: 'contact',
      text: `completed the lesson “${lessons.get(fact.subjectId ?? '') ?? 'deleted since'}”`,
      detail: courses.get(courseOf(fact)) ?? null,
    }))
  },
})

function courseOf({ payload }: TimelineFact): string {
  return String(payload.courseId)
}

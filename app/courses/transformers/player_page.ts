import type Course from '#courses/models/course'
import type Lesson from '#courses/models/lesson'
import { type LearnerLesson, type LessonFile, percentOf } from '#courses/queries/learning'
import type { OutlineModule } from '#courses/queries/outline'

type Parts = {
  course: Course
  lesson: Lesson
  outline: OutlineModule<LearnerLesson>[]
  files: LessonFile[]
}

/** Props of the lesson player. */
export function playerPage({ course, lesson, outline, files }: Parts) {
  const lessons = outline.flatMap((module) => module.lessons)
  const at = lessons.findIndex((candidate) => candidate.id === lesson.id)
  const completed = lessons.filter((candidate) => candidate.isCompleted).length
  const link = (neighbour?: LearnerLesson) =>
    neighbour ? { title: neighbour.title, slug: neighbour.slug } : null
  return {
    course: { title: course.title, slug: course.slug },
    lesson: {
      id: lesson.id,
      title: lesson.title,
      slug: lesson.slug,
      bodyHtml: lesson.bodyHtml,
      playerUrl: lesson.playerUrl,
      durationSeconds: lesson.durationSeconds,
      isCompleted: lessons[at]?.isCompleted ?? false,
      number: at + 1,
    },
    files,
    outline,
    progress: {
      completed,
      lessons: lessons.length,
      percent: percentOf(completed, lessons.length),
    },
    previous: link(lessons[at - 1]),
    next: link(lessons[at + 1]),
  }
}

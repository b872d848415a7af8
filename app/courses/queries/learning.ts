import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { OutlineLesson, OutlineModule } from '#courses/queries/outline'

export type LearnerLesson = OutlineLesson & { isCompleted: boolean }

/** A course's outline with a contact's ticks, in one query; modules without lessons are left out. */
export async function learnerOutline(
  courseId: string,
  contactId: string
): Promise<OutlineModule<LearnerLesson>[]> {
  return sql<OutlineModule<LearnerLesson>>(
    `select m.id, m.title,
       json_agg(json_build_object('id', l.id, 'title', l.title, 'slug', l.slug,
         'isPreview', l.is_preview, 'hasVideo', l.vimeo_id is not null,
         'durationSeconds', l.duration_seconds, 'isCompleted', p.completed_at is not null)
         order by l.position, l.id) as lessons
     from course_modules m
     join lessons l on l.organization_id = m.organization_id and l.module_id = m.id
     left join lesson_progress p on p.organization_id = l.organization_id
       and p.contact_id = ? and p.lesson_id = l.id
     where m.organization_id = ? and m.course_id = ?
     group by m.id order by m.position, m.id`,
    [contactId, Tenant.id(), courseId]
  )
}

export type LessonFile = { id: string; name: string; mime: string; size: number }

/** The attachments of a lesson, without a way to their bytes. */
export async function filesOf(lessonId: string): Promise<LessonFile[]> {
  return sql<LessonFile>(
    `select a.id, a.name, f.mime, f.size from lesson_attachments a
     join files f on f.organization_id = a.organization_id and f.id = a.file_id
     where a.organization_id = ? and a.lesson_id = ? order by a.position, a.id`,
    [Tenant.id(), lessonId]
  )
}

export type LearnerCourse = {
  id: string
  title: string
  slug: string
  subtitle: string | null
  cover: string | null
  lessons: number
  completed: number
  completedAt: string | null
  lastLesson: { title: string; slug: string } | null
}

/** Courses with a contact's progress: those of the list, the last used first. */
export async function learnerCourses(
  courseIds: string[],
  contactId: string,
  client?: QueryClientContract
): Promise<LearnerCourse[]> {
  return sql<LearnerCourse>(
    `select c.id, c.title, c.slug, c.subtitle,
       case when c.cover_file_id is not null then '/media/' || c.cover_file_id || '/w640' end as cover,
       n.lessons, n.completed, to_json(e.completed_at)#>>'{}' as "completedAt",
       case when l.id is not null then json_build_object('title', l.title, 'slug', l.slug) end as "lastLesson"
     from courses c
     cross join lateral (
       select count(*)::int as lessons, count(p.completed_at)::int as completed
       from lessons x left join lesson_progress p on p.organization_id = x.organization_id
         and p.contact_id = ? and p.lesson_id = x.id
       where x.organization_id = c.organization_id and x.course_id = c.id) n
     left join course_enrolments e on e.organization_id = c.organization_id and e.course_id = c.id and e.contact_id = ?
     left join lessons l on l.organization_id = c.organization_id and l.id = e.last_lesson_id
     where c.organization_id = ? and c.id = any(?::uuid[])
     order by e.updated_at desc nulls last, c.title`,
    [contactId, contactId, Tenant.id(), courseIds],
    client
  )
}

/** Slug of the lesson to go on with: the last one opened, else the first not ticked off, else the first. */
export function resumeAt(
  outline: OutlineModule<LearnerLesson>[],
  lastLessonId: string | null
): string | null {
  const lessons = outline.flatMap((module) => module.lessons)
  const last = lessons.findIndex((lesson) => lesson.id === lastLessonId)
  // A lesson that was ticked off is done with: go on behind it.
  const candidates = last < 0 ? lessons : [...lessons.slice(last), ...lessons.slice(0, last)]
  const next = candidates.find((lesson) => !lesson.isCompleted) ?? lessons[Math.max(last, 0)]
  return next?.slug ?? null
}

/** Whole percent of lessons that are ticked off; 100 only when all are. */
export function percentOf(completed: number, lessons: number): number {
  return lessons === 0 ? 0 : Math.floor((100 * completed) / lessons)
}

import { grantables } from '#access/grantables'
import { contactPanels } from '#core/registry/contact_panels'
import { contactReferences } from '#core/registry/contact_references'
import { demoData } from '#core/registry/demo_data'
import { publicPages } from '#core/registry/public_pages'
import { searchSources } from '#core/registry/search'
import { eventCatalogue } from '#core/events/domain_event'
import { mails } from '#core/mail/mail'
import '#courses/conditions'
import CourseArchived from '#courses/events/course_archived'
import CourseCompleted from '#courses/events/course_completed'
import CourseCreated from '#courses/events/course_created'
import CourseDeleted from '#courses/events/course_deleted'
import CoursePublished from '#courses/events/course_published'
import CourseUnpublished from '#courses/events/course_unpublished'
import CourseUpdated from '#courses/events/course_updated'
import '#courses/timeline_stories'
import EnrolmentCreated from '#courses/events/enrolment_created'
import LessonCompleted from '#courses/events/lesson_completed'
import LessonCreated from '#courses/events/lesson_created'
import LessonDeleted from '#courses/events/lesson_deleted'
import LessonUpdated from '#courses/events/lesson_updated'

for (const event of [
  CourseCreated,
  CourseUpdated,
  CoursePublished,
  CourseUnpublished,
  CourseArchived,
  CourseDeleted,
  CourseCompleted,
  LessonCreated,
  LessonUpdated,
  LessonDeleted,
  LessonCompleted,
  EnrolmentCreated,
]) {
  eventCatalogue.add(event.type, event)
}

mails.add('courses/enrolment', () => import('#courses/mails/enrolment'))

grantables.add('course', {
  label: 'Course',
  describe: async (ids) => (await import('#courses/queries/grantable')).describeCourses(ids),
  options: async () => (await import('#courses/queries/grantable')).courseOptions(),
})

publicPages.add('courses', {
  menu: async () => (await import('#courses/site_pages')).courseMenu(),
  sitemap: async () => (await import('#courses/site_pages')).courseSitemap(),
  home: async () => (await import('#courses/site_pages')).courseCards(),
})

searchSources.add('courses', {
  permission: 'courses:read',
  find: async (term) => (await import('#courses/queries/search')).findCourses(term),
})

contactPanels.add('courses', {
  label: 'Courses',
  icon: 'i-lucide-graduation-cap',
  permission: 'enrolments:read',
  empty: 'Has not joined a course yet',
  rows: async (contactId) => (await import('#courses/queries/search')).enrolmentsOf(contactId),
})

demoData.add('courses', {
  after: ['identity'],
  seed: async () => (await import('#courses/demo')).seedCourses(),
})

demoData.add('students', {
  after: ['commerce'],
  seed: async () => (await import('#courses/demo_students')).seedStudents(),
})

contactReferences
  .add('course_enrolments.contact_id', {
    table: 'course_enrolments',
    column: 'contact_id',
    key: ['id'],
    unique: [['course_id']],
    unite: { enrolled_at: 'earliest', completed_at: 'earliest', last_lesson_id: 'filled' },
    label: { one: 'course', many: 'courses' },
  })
  .add('lesson_progress.contact_id', {
    table: 'lesson_progress',
    column: 'contact_id',
    key: ['lesson_id'],
    unique: [['lesson_id']],
    unite: { opened_at: 'earliest', completed_at: 'earliest' },
    label: { one: 'lesson', many: 'lessons' },
  })

import { grantables } from '#access/grantables'
import { eventCatalogue } from '#core/events/domain_event'
import { mails } from '#core/mail/mail'
import CourseArchived from '#courses/events/course_archived'
import CourseCompleted from '#courses/events/course_completed'
import CourseCreated from '#courses/events/course_created'
import CourseDeleted from '#courses/events/course_deleted'
import CoursePublished from '#courses/events/course_published'
import CourseUnpublished from '#courses/events/course_unpublished'
import CourseUpdated from '#courses/events/course_updated'
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

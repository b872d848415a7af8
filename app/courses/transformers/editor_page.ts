import type { Staff } from '#identity/staff'
import StoredFile from '#media/models/stored_file'
import FileTransformer from '#media/transformers/file_transformer'
import type Course from '#courses/models/course'
import type Lesson from '#courses/models/lesson'
import { filesOf } from '#courses/queries/learning'
import CourseTransformer from '#courses/transformers/course_transformer'
import LessonTransformer from '#courses/transformers/lesson_transformer'

/** What both pages of the editor show around their canvas. */
async function shellProps(course: Course, staff: Staff) {
  return {
    course: new CourseTransformer(course).toObject(),
    outline: await course.outline(),
    missing: await course.missingForPublication(),
    can: {
      update: staff.can('courses:update'),
      publish: staff.can('courses:publish'),
      delete: staff.can('courses:delete'),
      editLessons: staff.can('lessons:update'),
      deleteLessons: staff.can('lessons:delete'),
      upload: staff.can('files:create'),
    },
  }
}

/** Props of the course editor. */
export async function editorProps(course: Course, staff: Staff) {
  const cover = course.coverFileId
    ? await StoredFile.query().where('id', course.coverFileId).first()
    : null
  const product = await course.product()
  return {
    ...(await shellProps(course, staff)),
    cover: cover ? new FileTransformer(cover).toObject() : null,
    offer: await course.offer(),
    seatLimit: (await product?.seats())?.seatLimit ?? null,
    defaultCurrency: staff.organization.currency,
  }
}

/** Props of the lesson editor. */
export async function lessonEditorProps(course: Course, lesson: Lesson, staff: Staff) {
  return {
    ...(await shellProps(course, staff)),
    lesson: new LessonTransformer(lesson).toObject(),
    files: await filesOf(lesson.id),
  }
}

import type Course from '#courses/models/course'
import { percentOf } from '#courses/queries/learning'
import { type CourseFigures, STUDENTS_PER_PAGE, type StudentRow } from '#courses/queries/students'
import { studentsCursor } from '#courses/students_cursor'

/** Props of the list of students. */
export function studentsPage(parts: {
  course: Course
  rows: StudentRow[]
  search: string | null
  figures: CourseFigures
  can: { enrol: boolean; revoke: boolean }
}) {
  const { course, rows, search, figures, can } = parts
  const students = rows.slice(0, STUDENTS_PER_PAGE)
  const last = students.at(-1)
  return {
    course: { id: course.id, title: course.title, status: course.status },
    students: students.map((row) => ({ ...row, percent: percentOf(row.completed, row.lessons) })),
    figures,
    filters: { q: search },
    next:
      rows.length > STUDENTS_PER_PAGE && last
        ? studentsCursor.write({ at: last.enrolledAt, id: last.id })
        : null,
    can,
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { Access } from '#access/access'
import type Contact from '#crm/models/contact'
import Course from '#courses/models/course'
import Enrolment from '#courses/models/enrolment'
import { noteOpened } from '#courses/queries/progress'

/**
 * The course that a client asks for, if access says yes now. Otherwise the
 * answer is written (404 for a course they cannot know of, else a page that
 * says why) and this resolves to null.
 */
export async function admit(ctx: HttpContext, slug: string): Promise<Course | null> {
  const course = await Course.query().where('slug', slug).firstOrFail()
  const access = await Access.explain(ctx.client.contact.id, 'course', course.id)
  if (access.allowed) return course
  if (!course.isPublished && access.grants.length === 0) {
    await Course.query().where('slug', slug).where('status', 'published').firstOrFail()
  }
  ctx.response.status(403)
  ctx.response.send(
    await ctx.inertia.render('courses/portal/locked', {
      course: { title: course.title, slug: course.slug, isPublished: course.isPublished },
      reason: access.reason,
      until: access.until?.toISO() ?? null,
      hadAccess: access.grants.length > 0,
    })
  )
  return null
}

/** The contact's enrolment; begun here when the listener of access.granted has not come to it yet. */
export async function enrolmentOf(course: Course, contact: Contact): Promise<Enrolment> {
  const find = () =>
    Enrolment.query().where('course_id', course.id).where('contact_id', contact.id).first()
  const present = await find()
  if (present) return present
  await db.transaction((trx) =>
    Enrolment.begin({ courseId: course.id, contactId: contact.id }, trx)
  )
  return (await find())!
}

/** Notes that a lesson was opened, and enrols the contact when this is the first. */
export async function openLesson(
  course: Course,
  contact: Contact,
  lessonId: string
): Promise<void> {
  const place = { courseId: course.id, contactId: contact.id, lessonId }
  if (await noteOpened(place)) return
  await enrolmentOf(course, contact)
  await noteOpened(place)
}

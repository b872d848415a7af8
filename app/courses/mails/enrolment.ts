import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { brandOf } from '#core/mail/brand'
import { Access } from '#access/access'
import Course from '#courses/models/course'
import Enrolment from '#courses/models/enrolment'
import { countLessons } from '#courses/queries/outline'

/** Welcomes a student to a course, once. Not sent when the access has gone meanwhile. */
export default class EnrolmentMail extends Mail<{ enrolmentId: string }> {
  static mailName = 'courses/enrolment'

  async compose(row: OutgoingMail<{ enrolmentId: string }>): Promise<Composed | null> {
    const enrolment = await Enrolment.query().where('id', row.payload.enrolmentId).first()
    if (!enrolment) return null
    const course = await Course.query().where('id', enrolment.courseId).firstOrFail()
    const { allowed } = await Access.explain(enrolment.contactId, 'course', course.id)
    if (!allowed) return null
    const brand = await brandOf(row.organization_id)
    return {
      subject: `Welcome to ${course.title}`,
      preheader: 'Your access is ready. Here is where you begin.',
      template: 'courses/enrolment',
      data: {
        name: row.to_name,
        title: course.title,
        subtitle: course.subtitle,
        outcomes: course.outcomes.slice(0, 4),
        lessons: await countLessons(course.id),
        url: `${brand.url}/learn/courses/${course.slug}`,
      },
    }
  }
}

import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { Access } from '#access/access'
import { Tenant } from '#core/tenancy/tenant'
import Course from '#courses/models/course'
import type Lesson from '#courses/models/lesson'
import Contact from '#crm/models/contact'
import { plantOrganization } from '#tests/support/organizations'

export type School = { organizationId: string; course: Course; lessons: Lesson[] }

/** A published course of two modules with two lessons each, in an organization of its own. */
export async function plantSchool(word = 'Rabbit'): Promise<School> {
  const organizationId = await plantOrganization(`${word} school`)
  return Tenant.run(organizationId, () => plantCourse(organizationId, word))
}

/** Needs the tenant in context. */
export async function plantCourse(organizationId: string, word = 'Rabbit'): Promise<School> {
  const course = await Course.begin(`${word} course ${uuid().slice(-6)}`)
  const lessons: Lesson[] = []
  for (const m of [1, 2]) {
    const module = await course.addModule(`${word} module ${m}`)
    for (const l of [1, 2]) {
      const lesson = await course.addLesson(module.id, `${word} lesson ${m}${l}`)
      await lesson.revise({ bodyHtml: `<p>${word} text ${m}${l}</p>` })
      lessons.push(lesson)
    }
  }
  await course.setPricing({
    isFree: false,
    prices: [{ currency: 'EUR', amountMinor: 4900 }],
    seatLimit: null,
  })
  await course.publish()
  return { organizationId, course, lessons }
}

/** A contact of the organization. */
export function plantContact(organizationId: string, name = 'Ada Client'): Promise<Contact> {
  const email = `contact-${uuid().slice(-12)}@client.test`
  return Tenant.run(organizationId, () =>
    db.transaction((trx) => Contact.identify({ email, name, source: 'test' }, trx))
  )
}

/** Grants the course to a contact; resolves to the source, for a revocation. */
export async function grantCourse({ organizationId, course }: School, contact: Contact) {
  const source = { sourceType: 'manual', sourceId: uuid() }
  await Tenant.run(organizationId, () =>
    db.transaction((trx) =>
      Access.grant(
        {
          contactId: contact.id,
          subjectType: 'course',
          subjectId: course.id,
          ...source,
          reason: 'For a test',
        },
        trx
      )
    )
  )
  return source
}

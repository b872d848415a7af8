import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { enrolmentOf, openLesson } from '#courses/learning'
import Enrolment from '#courses/models/enrolment'
import type Contact from '#crm/models/contact'
import { grantCourse, plantContact, plantSchool, type School } from '#tests/support/school'

test.group('Progress', (group) => {
  let school: School
  let ada: Contact

  group.each.setup(async () => {
    school = await plantSchool()
    ada = await plantContact(school.organizationId)
    await grantCourse(school, ada)
  })

  const inSchool = <T>(fn: () => Promise<T>) => Tenant.run(school.organizationId, fn)
  const complete = (n: number) =>
    inSchool(async () =>
      (await enrolmentOf(school.course, ada)).completeLesson(school.lessons[n].id)
    )
  const eventsOf = async (type: string) =>
    (
      await sql('select id from events where organization_id = ? and type = ? and contact_id = ?', [
        school.organizationId,
        type,
        ada.id,
      ])
    ).length
  const enrolment = () =>
    inSchool(() => Enrolment.query().where('contact_id', ada.id).firstOrFail())

  test('a contact is enrolled once, however many at once ask for it', async ({ assert }) => {
    await inSchool(() =>
      Promise.all(
        Array.from({ length: 8 }, () =>
          db.transaction((trx) =>
            Enrolment.begin({ courseId: school.course.id, contactId: ada.id }, trx)
          )
        )
      )
    )
    assert.equal(await eventsOf('enrolment.created'), 1)
    const mails = await sql(
      'select to_address from outgoing_mails where mail = ? and contact_id = ?',
      ['courses/enrolment', ada.id]
    )
    assert.deepEqual(mails, [{ to_address: ada.email }])
  })

  test('opening a lesson enrols, and is where one goes on', async ({ assert }) => {
    await inSchool(() => openLesson(school.course, ada, school.lessons[2].id))
    assert.equal((await enrolment()).lastLessonId, school.lessons[2].id)
    await inSchool(() => openLesson(school.course, ada, school.lessons[1].id))
    assert.equal((await enrolment()).lastLessonId, school.lessons[1].id)
    const rows = await sql('select lesson_id from lesson_progress where contact_id = ?', [ada.id])
    assert.lengthOf(rows, 2)
  })

  test('a lesson is completed once, though it is ticked off twice', async ({ assert }) => {
    assert.isFalse(await complete(0))
    assert.isFalse(await complete(0))
    assert.equal(await eventsOf('lesson.completed'), 1)
    assert.isNull((await enrolment()).completedAt)
  })

  test('the last lesson completes the course, once', async ({ assert }) => {
    for (const n of [0, 1, 2]) assert.isFalse(await complete(n))
    assert.isTrue(await complete(3))
    assert.isTrue(await complete(3))
    assert.equal(await eventsOf('course.completed'), 1)
    assert.isNotNull((await enrolment()).completedAt)
  })

  test('lessons that are ticked off at the same time complete the course once', async ({
    assert,
  }) => {
    await inSchool(() => enrolmentOf(school.course, ada))
    await Promise.all([0, 1, 2, 3].map(complete))
    assert.equal(await eventsOf('course.completed'), 1)
    assert.equal(await eventsOf('lesson.completed'), 4)
  })

  test('a course that was completed stays completed', async ({ assert }) => {
    for (const n of [0, 1, 2, 3]) await complete(n)
    const at = (await enrolment()).completedAt?.toISO()
    await inSchool(async () => {
      const [module] = await school.course.outline()
      await school.course.addLesson(module.id, 'One more')
      await (await enrolmentOf(school.course, ada)).reopenLesson(school.lessons[0].id)
    })
    assert.equal((await enrolment()).completedAt?.toISO(), at)
    assert.isFalse(await complete(0))
    assert.equal(await eventsOf('course.completed'), 1)
  })

  test('moving lessons keeps what is ticked off', async ({ assert }) => {
    await complete(0)
    await inSchool(async () => {
      const [first, second] = await school.course.outline()
      const ids = (module: typeof first) => module.lessons.map((lesson) => lesson.id)
      await school.course.reorder([
        { id: second.id, lessons: [...ids(second), ...ids(first)] },
        { id: first.id, lessons: [] },
      ])
    })
    const rows = await sql(
      'select lesson_id from lesson_progress where contact_id = ? and completed_at is not null',
      [ada.id]
    )
    assert.deepEqual(rows, [{ lesson_id: school.lessons[0].id }])
  })
})

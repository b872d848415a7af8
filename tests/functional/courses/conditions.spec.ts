import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ConditionTree } from '#crm/conditions/tree'
import LessonCompleted from '#courses/events/lesson_completed'
import { markCompleted } from '#courses/queries/progress'
import { turnDue } from '#crm/segment_dues'
import { plantStaff } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import { grantCourse, plantContact, plantSchool } from '#tests/support/school'
import { makerOf, membersOf, plantSegment, turnsOf } from '#tests/support/segments'

test.group('Conditions about courses', (group) => {
  group.each.teardown(() => clock.setOffset(0))

  test('joining, progress and getting stuck let somebody enter and leave', async ({ assert }) => {
    const school = await plantSchool('Stuck')
    const { organizationId, course, lessons } = school
    const maker = makerOf(await plantStaff(organizationId))
    const ada = await plantContact(organizationId)
    const define = async (condition: string, operator: string, value: unknown) => {
      const tree: ConditionTree = { condition, operator, value }
      return Tenant.run(organizationId, () => plantSegment(maker, tree))
    }
    const enrolled = await define('courses.enrolled', 'any', [course.id])
    const strangers = await define('courses.enrolled', 'none', [course.id])
    const half = await define('courses.progress', 'at_least', { course: course.id, percent: 50 })
    const stuck = await define('courses.idle', 'for', { course: course.id, days: 7 })
    await workOff()
    assert.deepEqual(await membersOf(strangers.id), [ada.id])

    await grantCourse(school, ada)
    await workOff()
    assert.deepEqual(await turnsOf(enrolled.id), [`+${ada.id}`])
    assert.deepEqual(await turnsOf(strangers.id), [`-${ada.id}`])

    const complete = (lessonId: string) =>
      Tenant.run(organizationId, () =>
        db.transaction(async (trx) => {
          await markCompleted({ courseId: course.id, contactId: ada.id, lessonId }, trx)
          await LessonCompleted.record(
            {
              organizationId,
              subjectId: lessonId,
              contactId: ada.id,
              payload: { courseId: course.id },
            },
            trx
          )
        })
      )
    await complete(lessons[0].id)
    await workOff()
    assert.deepEqual(await turnsOf(half.id), [])
    await complete(lessons[1].id)
    await workOff()
    assert.deepEqual(await turnsOf(half.id), [`+${ada.id}`])
    assert.deepEqual(await turnsOf(stuck.id), [])

    clock.setOffset(7 * 86_400 + 60)
    await turnDue()
    assert.deepEqual(await turnsOf(stuck.id), [`+${ada.id}`])
    await complete(lessons[2].id)
    await workOff()
    assert.deepEqual(await turnsOf(stuck.id), [`+${ada.id}`, `-${ada.id}`])
    const dues = await sql('select 1 from segment_dues where segment_id = ?', [stuck.id])
    assert.lengthOf(dues, 1)
  })
})

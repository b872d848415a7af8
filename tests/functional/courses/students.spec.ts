import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Access } from '#access/access'
import { enrolmentOf, openLesson } from '#courses/learning'
import { as, plantStaff } from '#tests/support/people'
import { grantCourse, plantContact, plantSchool, type School } from '#tests/support/school'

type Student = {
  id: string
  email: string
  percent: number
  source: string | null
  lastSeenAt: string | null
}

test.group('Students of a course', (group) => {
  let school: School
  let url: string

  group.each.setup(async () => {
    school = await plantSchool()
    url = `/admin/courses/${school.course.id}`
  })

  test('are listed with what they have done', async ({ client, assert }) => {
    const owner = await plantStaff(school.organizationId)
    const ada = await plantContact(school.organizationId, 'Ada One')
    await grantCourse(school, ada)
    await Tenant.run(school.organizationId, async () => {
      await openLesson(school.course, ada, school.lessons[0].id)
      await (await enrolmentOf(school.course, ada)).completeLesson(school.lessons[0].id)
    })
    const response = await as(owner, client.get(`${url}/students`)).withInertia()
    response.assertInertiaComponent('courses/students/index')
    const { students, figures } = response.inertiaProps as unknown as {
      students: Student[]
      figures: object
    }
    assert.containsSubset(students, [
      { email: ada.email, name: 'Ada One', percent: 25, source: 'manual' },
    ])
    assert.isNotNull(students[0].lastSeenAt)
    assert.deepEqual(figures, { students: 1, completed: 0, active: 1 })
  })

  test('come in pages that neither repeat nor skip', async ({ client, assert }) => {
    const owner = await plantStaff(school.organizationId)
    const at = new Date()
    await sql(
      `with people as (
         insert into contacts (id, organization_id, email, email_norm, source, created_at, updated_at)
         select gen_random_uuid(), ?, 'p' || n || '@x.test', 'p' || n || '@x.test', 'test', now(), now()
         from generate_series(1, 120) n returning id)
       insert into course_enrolments (id, organization_id, course_id, contact_id, enrolled_at, created_at, updated_at)
       select gen_random_uuid(), ?, ?, id, ?, now(), now() from people`,
      [school.organizationId, school.organizationId, school.course.id, at]
    )
    const seen: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const path: string = `${url}/students${next ? `?before=${next}` : ''}`
      const response = await as(owner, client.get(path)).withInertia()
      const page = response.inertiaProps as unknown as { students: Student[]; next: string | null }
      seen.push(...page.students.map((student) => student.id))
      next = page.next
    }
    assert.lengthOf(seen, 120)
    assert.equal(new Set(seen).size, 120)
  })

  test('staff let somebody in and turn her away, with a reason', async ({ client, assert }) => {
    const owner = await plantStaff(school.organizationId)
    const email = `raffle-${school.course.id.slice(-8)}@client.test`
    await as(owner, client.post(`${url}/enrolments`)).json({
      email,
      name: 'Rita Raffle',
      reason: 'Won the raffle',
    })
    const [row] = await sql<{ id: string; contact_id: string }>(
      'select e.id, e.contact_id from course_enrolments e join contacts c on c.id = e.contact_id where c.email = ?',
      [email]
    )
    const explain = () =>
      Tenant.run(school.organizationId, () =>
        Access.explain(row.contact_id, 'course', school.course.id)
      )
    assert.isTrue((await explain()).allowed)
    await as(owner, client.delete(`${url}/enrolments/${row.id}`))
    assert.isFalse((await explain()).allowed)
    await as(owner, client.post(`${url}/enrolments`)).json({ email, reason: 'Came back' })
    assert.isTrue((await explain()).allowed)
  })

  test('an agent lets people in, a viewer does not', async ({ client, assert }) => {
    for (const [role, status] of [
      ['agent', 302],
      ['viewer', 403],
    ] as const) {
      const person = await plantStaff(school.organizationId, role)
      const response = await as(person, client.post(`${url}/enrolments`))
        .accept('json')
        .json({ email: `${role}@client.test`, reason: 'Because' })
      assert.equal(response.status(), status, role)
    }
  })
})

import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { Access } from '#access/access'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type Contact from '#crm/models/contact'
import env from '#start/env'
import { as, plantPerson, type Person } from '#tests/support/people'
import { pdf, uploadOf } from '#tests/support/files'
import { grantCourse, plantContact, plantSchool, type School } from '#tests/support/school'
import { workOff } from '#tests/support/queue'

test.group('Learning', (group) => {
  let school: School
  let contact: Contact
  let ada: Person
  let host: string

  group.each.setup(async () => {
    school = await plantSchool()
    contact = await plantContact(school.organizationId)
    ada = await plantPerson(contact.email!)
    host = await hostOf(school)
  })

  const lessonUrl = (n: number) =>
    `/learn/courses/${school.course.slug}/lessons/${school.lessons[n].slug}`
  const get = (client: ApiClient, path: string) => as(ada, client.get(path)).header('host', host)

  test('a lesson opens for who has access, and is where one goes on', async ({
    client,
    assert,
  }) => {
    await grantCourse(school, contact)
    const response = await get(client, lessonUrl(1)).withInertia()
    response.assertStatus(200)
    response.assertInertiaComponent('courses/portal/lesson')
    response.assertInertiaPropsContains({
      lesson: { title: school.lessons[1].title, bodyHtml: '<p>Rabbit text 12</p>', number: 2 },
      progress: { completed: 0, lessons: 4, percent: 0 },
      previous: { slug: school.lessons[0].slug },
      next: { slug: school.lessons[2].slug },
    })
    const resume = await get(client, `/learn/courses/${school.course.slug}`)
    assert.equal(resume.header('location'), lessonUrl(1))
    const home = await get(client, '/learn').withInertia()
    home.assertInertiaComponent('courses/portal/home')
    home.assertInertiaPropsContains({
      courses: [{ slug: school.course.slug, lessons: 4, completed: 0 }],
    })
  })

  test('a lesson is ticked off, and the tick taken back', async ({ client, assert }) => {
    await grantCourse(school, contact)
    const url = `${lessonUrl(0)}/completion`
    const done = await as(ada, client.post(url)).header('host', host)
    assert.equal(done.header('location'), lessonUrl(0))
    const after = await get(client, lessonUrl(0)).withInertia()
    after.assertInertiaPropsContains({
      lesson: { isCompleted: true },
      progress: { completed: 1, percent: 25 },
    })
    await as(ada, client.delete(url)).header('host', host)
    const undone = await get(client, lessonUrl(0)).withInertia()
    undone.assertInertiaPropsContains({
      lesson: { isCompleted: false },
      progress: { completed: 0 },
    })
  })

  test('an attachment comes by a link minted for the click', async ({ client, assert }) => {
    const attachment = await Tenant.run(school.organizationId, async () =>
      school.lessons[0].attach(await uploadOf(pdf('TREASURE'), 'Häy.pdf'))
    )
    const url = `${lessonUrl(0)}/attachments/${attachment.id}`
    const locked = await get(client, url).withInertia()
    locked.assertStatus(403)
    assert.notInclude(JSON.stringify(locked.headers()), '/media/private')

    await grantCourse(school, contact)
    const response = await get(client, url)
    response.assertStatus(302)
    const file = await client.get(response.header('location')!).header('host', host)
    file.assertStatus(200)
    assert.include(file.header('content-disposition')!, "filename*=UTF-8''H%C3%A4y.pdf")
  })

  test('without access there is a page that says so, and no word of the lesson', async ({
    client,
    assert,
  }) => {
    for (const path of [lessonUrl(0), `/learn/courses/${school.course.slug}`]) {
      const response = await get(client, path).withInertia()
      response.assertStatus(403)
      response.assertInertiaComponent('courses/portal/locked')
      assert.notMatch(response.text(), /Rabbit text|Rabbit lesson/)
    }
    const tick = await as(ada, client.post(`${lessonUrl(0)}/completion`))
      .header('host', host)
      .withInertia()
    tick.assertStatus(403)
    assert.lengthOf(
      await sql('select 1 from lesson_progress where contact_id = ?', [contact.id]),
      0
    )
    const home = await get(client, '/learn').withInertia()
    home.assertInertiaPropsContains({ courses: [] })
  })

  test('access that is taken away closes the lesson at once', async ({ client }) => {
    const source = await grantCourse(school, contact)
    const open = await get(client, lessonUrl(0)).withInertia()
    open.assertStatus(200)
    await Tenant.run(school.organizationId, () =>
      db.transaction((trx) => Access.revoke({ ...source, reason: 'Refunded' }, trx))
    )
    const closed = await get(client, lessonUrl(0)).withInertia()
    closed.assertStatus(403)
    closed.assertInertiaPropsContains({ hadAccess: true })
  })

  test('nobody is sent to log in', async ({ client, assert }) => {
    for (const path of ['/learn', lessonUrl(0)]) {
      const response = await client.get(path).header('host', host).redirects(0)
      assert.match(response.header('location') ?? '', /\/login/)
      assert.notInclude(response.text(), 'Rabbit text')
    }
  })

  test("a student of one school is nobody in another's", async ({ client, assert }) => {
    await grantCourse(school, contact)
    const other = await plantSchool('Foreign')
    const url = `/learn/courses/${other.course.slug}/lessons/${other.lessons[0].slug}`
    const here = await get(client, url)
    here.assertStatus(404)
    const there = await as(ada, client.get(url))
      .header('host', await hostOf(other))
      .withInertia()
    assert.notInclude(there.text(), 'Foreign text')
    const ownThere = await as(ada, client.get(lessonUrl(0)))
      .header('host', await hostOf(other))
      .withInertia()
    assert.notInclude(ownThere.text(), 'Rabbit text')
  })

  test('a lesson costs few queries', async ({ client, assert }) => {
    await grantCourse(school, contact)
    await get(client, lessonUrl(0)).withInertia()
    const queries: string[] = []
    const listen = ({ sql: text }: { sql: string }) => queries.push(text)
    const { default: emitter } = await import('@adonisjs/core/services/emitter')
    const stop = emitter.on('db:query' as never, listen as never)
    await get(client, lessonUrl(0)).withInertia()
    stop()
    const own = queries.filter((text) => /course|lesson|access_/.test(text))
    assert.isAtMost(own.length, 7, own.join('\n'))
  })

  test('who is granted a course is enrolled and welcomed by mail, once', async ({ assert }) => {
    await grantCourse(school, contact)
    await grantCourse(school, contact)
    await workOff()
    const enrolments = await sql('select 1 from course_enrolments where contact_id = ?', [
      contact.id,
    ])
    assert.lengthOf(enrolments, 1)
    const mails = await sql('select 1 from outgoing_mails where contact_id = ? and mail = ?', [
      contact.id,
      'courses/enrolment',
    ])
    assert.lengthOf(mails, 1)
  })
})

async function hostOf({ organizationId }: School): Promise<string> {
  const [{ slug }] = await sql<{ slug: string }>('select slug from organizations where id = ?', [
    organizationId,
  ])
  return `${slug}.${env.get('APP_DOMAIN')}`
}

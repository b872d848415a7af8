import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import env from '#start/env'
import { plantSchool, type School } from '#tests/support/school'

test.group('Courses on the site', (group) => {
  let school: School
  let host: string

  group.each.setup(async () => {
    school = await plantSchool()
    const [{ slug }] = await sql<{ slug: string }>('select slug from organizations where id = ?', [
      school.organizationId,
    ])
    host = `${slug}.${env.get('APP_DOMAIN')}`
  })

  test('the catalogue shows what is on sale', async ({ client, assert }) => {
    await Tenant.run(school.organizationId, async () => {
      const { default: Course } = await import('#courses/models/course')
      await Course.begin('Still a draft')
    })
    const response = await client.get('/courses').header('host', host)
    response.assertStatus(200)
    assert.include(response.text(), school.course.title)
    assert.notInclude(response.text(), 'Still a draft')
    assert.isUndefined(response.header('set-cookie'))
  })

  test('the course page sells without telling', async ({ client, assert }) => {
    const response = await client.get(`/courses/${school.course.slug}`).header('host', host)
    response.assertStatus(200)
    const html = response.text()
    for (const words of [
      school.course.title,
      'Rabbit lesson 11',
      '€49',
      'action="/checkout"',
      'application/ld+json',
      'rel="canonical"',
    ]) {
      assert.include(html, words)
    }
    assert.notInclude(html, 'Rabbit text')
    assert.isUndefined(response.header('set-cookie'))
  })

  test('a change is seen at once', async ({ client, assert }) => {
    await client.get(`/courses/${school.course.slug}`).header('host', host)
    await Tenant.run(school.organizationId, () =>
      school.course.revise({ subtitle: 'Brand new words' })
    )
    const response = await client.get(`/courses/${school.course.slug}`).header('host', host)
    assert.include(response.text(), 'Brand new words')
  })

  test('a free preview is open to all, other lessons are not', async ({ client, assert }) => {
    await Tenant.run(school.organizationId, () => school.lessons[0].revise({ isPreview: true }))
    const url = (n: number) => `/courses/${school.course.slug}/preview/${school.lessons[n].slug}`
    const open = await client.get(url(0)).header('host', host)
    open.assertStatus(200)
    assert.include(open.text(), 'Rabbit text 11')
    const closed = await client.get(url(1)).header('host', host)
    closed.assertStatus(404)
    assert.notInclude(closed.text(), 'Rabbit text')
  })

  test('drafts, archived courses and those of others are not found', async ({ client }) => {
    const other = await plantSchool('Foreign')
    const foreign = await client.get(`/courses/${other.course.slug}`).header('host', host)
    foreign.assertStatus(404)
    await Tenant.run(school.organizationId, () => school.course.unpublish())
    const draft = await client.get(`/courses/${school.course.slug}`).header('host', host)
    draft.assertStatus(404)
  })
})

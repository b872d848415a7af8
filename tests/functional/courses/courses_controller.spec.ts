import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Course from '#courses/models/course'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantOrganization } from '#tests/support/organizations'
import { plantCourse, plantSchool, type School } from '#tests/support/school'

const byId = (id: string) => Tenant.unscoped('test', () => Course.findOrFail(id))
const typesOf = async (organizationId: string) =>
  (
    await sql<{ type: string }>('select type from events where organization_id = ? order by id', [
      organizationId,
    ])
  ).map((row) => row.type)

test.group('Courses in the admin', (group) => {
  let organizationId: string
  let owner: Person

  group.setup(async () => {
    organizationId = await plantOrganization('Course makers')
    owner = await plantStaff(organizationId)
  })

  test('are listed with their students and price', async ({ client, assert }) => {
    const { course } = await Tenant.run(organizationId, () => plantCourse(organizationId, 'Listed'))
    const response = await as(owner, client.get('/admin/courses')).withInertia()
    response.assertStatus(200)
    response.assertInertiaComponent('courses/courses/index')
    const { courses } = response.inertiaProps as unknown as { courses: Record<string, unknown>[] }
    assert.containsSubset(
      courses.find((row) => row.id === course.id),
      {
        status: 'published',
        lessons: 4,
        students: 0,
        completion: null,
        price: { minor: 4900, currency: 'EUR' },
      }
    )
  })

  test('begin as drafts with an address of their own', async ({ client, assert }) => {
    for (const slug of ['hay-and-water', 'hay-and-water-2']) {
      const response = await as(owner, client.post('/admin/courses')).form({ title: 'Hay & water' })
      const id = response.header('location')!.match(/courses\/([^/]+)\/edit$/)![1]
      const course = await byId(id)
      assert.containsSubset(course.$attributes, { organizationId, status: 'draft', slug })
    }
    assert.include(await typesOf(organizationId), 'course.created')
  })

  test('open in the editor', async ({ client }) => {
    const { course } = await Tenant.run(organizationId, () => plantCourse(organizationId))
    const response = await as(owner, client.get(`/admin/courses/${course.id}/edit`)).withInertia()
    response.assertInertiaComponent('courses/courses/edit')
    response.assertInertiaPropsContains({
      course: { id: course.id, title: course.title },
      can: { update: true, publish: true },
    })
  })

  test('are saved while one types, with the text cleaned', async ({ client, assert }) => {
    const { course } = await Tenant.run(organizationId, () => plantCourse(organizationId))
    const response = await as(owner, client.put(`/admin/courses/${course.id}`))
      .accept('json')
      .json({
        title: 'New title',
        descriptionHtml: '<p onclick="x">Fine</p><script>alert(1)</script>',
        outcomes: ['Know hay', 'Know water'],
      })
    response.assertStatus(204)
    const saved = await byId(course.id)
    assert.equal(saved.title, 'New title')
    assert.equal(saved.descriptionHtml, '<p>Fine</p>')
    assert.deepEqual(saved.outcomes, ['Know hay', 'Know water'])
  })

  test('a taken or malformed address is refused at its field', async ({ client, assert }) => {
    const [one, two] = await Tenant.run(organizationId, async () => [
      await Course.begin('One of two'),
      await Course.begin('Two of two'),
    ])
    for (const slug of [one.slug, 'Not/a slug', '../etc']) {
      const response = await as(owner, client.put(`/admin/courses/${two.id}`))
        .accept('json')
        .json({ slug })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].pointer, '/slug')
    }
    assert.equal((await byId(two.id)).slug, two.slug)
  })

  test('need a lesson and a price before they are published', async ({ client, assert }) => {
    const course = await Tenant.run(organizationId, () => Course.begin('Nearly'))
    const publish = () =>
      as(owner, client.post(`/admin/courses/${course.id}/publication`)).accept('json')

    assert.match((await publish()).body().errors[0].message, /at least one lesson/)
    await Tenant.run(organizationId, async () => {
      const module = await course.addModule('M')
      await course.addLesson(module.id, 'L')
    })
    assert.match((await publish()).body().errors[0].message, /Set a price/)
    assert.equal((await byId(course.id)).status, 'draft')

    const pricing = await as(owner, client.put(`/admin/courses/${course.id}/pricing`)).json({
      isFree: true,
      prices: [],
    })
    pricing.assertStatus(302)
    await publish()
    assert.equal((await byId(course.id)).status, 'published')
  })

  test('go off sale and into the archive, and come back as drafts', async ({ client, assert }) => {
    const { course } = await Tenant.run(organizationId, () => plantCourse(organizationId))
    const url = `/admin/courses/${course.id}`
    const product = async () =>
      (
        await sql<{ status: string }>('select status from products where id = ?', [
          course.productId,
        ])
      )[0]
    assert.equal((await product()).status, 'published')
    await as(owner, client.delete(`${url}/publication`))
    assert.equal((await byId(course.id)).status, 'draft')
    assert.equal((await product()).status, 'draft')
    await as(owner, client.post(`${url}/archival`))
    assert.equal((await byId(course.id)).status, 'archived')
    const refused = await as(owner, client.post(`${url}/publication`)).accept('json')
    refused.assertStatus(422)
    await as(owner, client.delete(`${url}/archival`))
    assert.equal((await byId(course.id)).status, 'draft')
  })

  test('wrong prices are refused: {$self}')
    .with(['-5', 'a fraction', 'no currency', 'a currency twice'])
    .run(async ({ client, assert }, fault) => {
      const { course } = await Tenant.run(organizationId, () => plantCourse(organizationId))
      const wrong: Record<string, unknown[]> = {
        '-5': [{ currency: 'EUR', amountMinor: -5 }],
        'a fraction': [{ currency: 'EUR', amountMinor: 49.5 }],
        'no currency': [{ currency: 'XXX', amountMinor: 4900 }],
        'a currency twice': [
          { currency: 'EUR', amountMinor: 4900 },
          { currency: 'EUR', amountMinor: 5900 },
        ],
      }
      const response = await as(owner, client.put(`/admin/courses/${course.id}/pricing`))
        .accept('json')
        .json({ isFree: false, prices: wrong[fault] })
      response.assertStatus(422)
      const offer = await Tenant.run(organizationId, () => course.offer())
      assert.deepEqual(offer!.prices, [{ minor: 4900, currency: 'EUR' }])
    })

  test('are deleted only when nobody can have them', async ({ client, assert }) => {
    const { course } = await Tenant.run(organizationId, () => plantCourse(organizationId))
    const url = `/admin/courses/${course.id}`
    const onSale = await as(owner, client.delete(url)).accept('json')
    onSale.assertStatus(422)
    await as(owner, client.delete(`${url}/publication`))
    const response = await as(owner, client.delete(url))
    assert.equal(response.header('location'), '/admin/courses')
    assert.lengthOf(await sql('select 1 from courses where id = ?', [course.id]), 0)
    assert.lengthOf(await sql('select 1 from lessons where course_id = ?', [course.id]), 0)
  })
})

test.group('Courses in the admin: refusals', (group) => {
  let school: School
  let url: string

  group.setup(async () => {
    school = await plantSchool()
    url = `/admin/courses/${school.course.id}`
  })

  const changes = () =>
    [
      ['put', url, { title: 'Taken over' }],
      ['delete', url, {}],
      ['post', `${url}/publication`, {}],
      ['delete', `${url}/publication`, {}],
      ['post', `${url}/archival`, {}],
      ['put', `${url}/pricing`, { isFree: true, prices: [] }],
      ['put', `${url}/outline`, { modules: [] }],
      ['post', `${url}/modules`, { title: 'X' }],
      ['post', `${url}/lessons`, { title: 'X', moduleId: school.lessons[0].moduleId }],
      ['put', `${url}/lessons/${school.lessons[0].id}`, { title: 'X' }],
      ['delete', `${url}/lessons/${school.lessons[0].id}`, {}],
      ['post', `${url}/enrolments`, { email: 'a@b.test', reason: 'because' }],
    ] as const

  async function nothingChanged(assert: { equal: (a: unknown, b: unknown) => void }) {
    const course = await byId(school.course.id)
    assert.equal(course.title, school.course.title)
    assert.equal(course.status, 'published')
    const [{ n }] = await sql<{ n: number }>('select count(*) n from lessons where course_id = ?', [
      course.id,
    ])
    assert.equal(n, 4)
  }

  test('nobody', async ({ client, assert }) => {
    for (const path of ['/admin/courses', `${url}/edit`, `${url}/students`]) {
      const response = await client.get(path).redirects(0)
      assert.equal(response.header('location'), '/login')
    }
    for (const [method, path, body] of changes()) {
      const response = await client[method](path).withCsrfToken().json(body).redirects(0)
      assert.equal(response.header('location'), '/login', `${method} ${path}`)
    }
    await nothingChanged(assert)
  })

  test('a viewer reads and changes nothing', async ({ client, assert }) => {
    const viewer = await plantStaff(school.organizationId, 'viewer')
    const page = await as(viewer, client.get(`${url}/edit`)).withInertia()
    page.assertStatus(200)
    page.assertInertiaPropsContains({ can: { update: false, publish: false } })
    for (const [method, path, body] of changes()) {
      const response = await as(viewer, client[method](path)).accept('json').json(body)
      assert.equal(response.status(), 403, `${method} ${path}`)
    }
    await nothingChanged(assert)
  })

  test("another organization's owner finds nothing", async ({ client, assert }) => {
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    for (const [method, path, body] of changes()) {
      const response = await as(stranger, client[method](path)).accept('json').json(body)
      assert.equal(response.status(), 404, `${method} ${path}`)
    }
    const page = await as(stranger, client.get(`${url}/edit`)).accept('json')
    page.assertStatus(404)
    assert.notInclude(page.text(), school.course.title)
    await nothingChanged(assert)
  })

  test('an id that is none is a 404', async ({ client }) => {
    const owner = await plantStaff(school.organizationId)
    for (const id of ['1', 'x', uuid(), `${uuid()}'--`]) {
      const response = await as(owner, client.get(`/admin/courses/${encodeURIComponent(id)}/edit`))
      response.assertStatus(404)
    }
  })
})
